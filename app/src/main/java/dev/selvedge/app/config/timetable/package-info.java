/// Reads when feeds are polled.
@NullMarked
package dev.selvedge.app.config.timetable;

import org.jspecify.annotations.NullMarked;
