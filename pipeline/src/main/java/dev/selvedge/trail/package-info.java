/// What happened to what, when, on whose word; and what waits for a person to look at it.
@NullMarked
package dev.selvedge.trail;

import org.jspecify.annotations.NullMarked;
