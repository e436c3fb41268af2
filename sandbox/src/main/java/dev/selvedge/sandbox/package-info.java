/// A local Dotdigital, usable alone: the entry point, its settings and the wiring of the parts
/// below.
@NullMarked
package dev.selvedge.sandbox;

import org.jspecify.annotations.NullMarked;
