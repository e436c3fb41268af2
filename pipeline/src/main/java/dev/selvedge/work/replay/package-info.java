/// Taking care of what is parked: rehearse a replay without leaving a trace, edit a record
/// beside its original, replay, discard. What people ask for; the loops do the work.
@NullMarked
package dev.selvedge.work.replay;

import org.jspecify.annotations.NullMarked;
