/// The control endpoints under `/__sandbox`: clock, faults, acting as recipient or marketer,
/// counters, dumps.
@NullMarked
package dev.selvedge.sandbox.control;

import org.jspecify.annotations.NullMarked;
