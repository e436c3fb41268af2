/// The way of a record through the hub as spans of a distributed trace, in the words of W3C Trace
/// Context and OpenTelemetry and without their types: an adapter sends them where somebody collects
/// them, and as a rule nobody does.
@NullMarked
package dev.selvedge.watch.trace;

import org.jspecify.annotations.NullMarked;
