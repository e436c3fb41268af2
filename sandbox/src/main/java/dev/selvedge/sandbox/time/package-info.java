/// The clock of the sandbox, which tests and demonstrations may move, and the spellings of time on
/// the wire.
@NullMarked
package dev.selvedge.sandbox.time;

import org.jspecify.annotations.NullMarked;
