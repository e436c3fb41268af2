/// Looks for what is wrong, keeps the alarms of it, and has them told.
@NullMarked
package dev.selvedge.work.alarm;

import org.jspecify.annotations.NullMarked;
