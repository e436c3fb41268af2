/// Work that Dotdigital accepts now and finishes later: its state, its due time, and what a fault
/// script decided about it.
@NullMarked
package dev.selvedge.sandbox.job;

import org.jspecify.annotations.NullMarked;
