/// A real OpenSSH server for tests.
@NullMarked
package dev.selvedge.testkit.openssh;

import org.jspecify.annotations.NullMarked;
