/// Alarms: what is wrong becomes one alarm, told once when it begins, when it gets worse and when
/// it is over.
@NullMarked
package dev.selvedge.watch.alarm;

import org.jspecify.annotations.NullMarked;
