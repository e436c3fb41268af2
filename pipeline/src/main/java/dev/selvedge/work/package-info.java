/// The loops: claim, run the stages, settle; start-up recovery and graceful stop.
@NullMarked
package dev.selvedge.work;

import org.jspecify.annotations.NullMarked;
