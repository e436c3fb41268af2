/// What was called: a ring of the last calls, exact counters per operation, and unknown calls.
@NullMarked
package dev.selvedge.sandbox.traffic;

import org.jspecify.annotations.NullMarked;
