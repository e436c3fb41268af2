/// How many must be looked at, which ones, and what was shown by looking. Exact counting, nothing
/// approximated by a normal distribution; nothing here reads or writes anything.
@NullMarked
package dev.selvedge.audit.sample;

import org.jspecify.annotations.NullMarked;
