/// The hub's delivery target on top of the client: desired states become calls, answers become
/// outcomes. The only package here that knows the pipeline.
@NullMarked
package dev.selvedge.dotdigital.delivery;

import org.jspecify.annotations.NullMarked;
