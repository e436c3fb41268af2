/// How long changes take from their source to their target's acknowledgement, and whether that is
/// what was promised.
@NullMarked
package dev.selvedge.watch.freshness;

import org.jspecify.annotations.NullMarked;
