/// Real systems from Debian's packages, unpacked into a cache and not installed: nothing of the
/// machine changes, and no rights of an administrator are needed.
@NullMarked
package dev.selvedge.testkit.debian;

import org.jspecify.annotations.NullMarked;
