/// The loops of a project: starts them, takes over what dead runs left, sweeps, stops in time.
@NullMarked
package dev.selvedge.work.hub;

import org.jspecify.annotations.NullMarked;
