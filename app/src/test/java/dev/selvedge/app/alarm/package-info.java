/// Alarms reach people: real receivers on loopback.
@NullMarked
package dev.selvedge.app.alarm;

import org.jspecify.annotations.NullMarked;
