/// Tests of the heartbeat.
@NullMarked
package dev.selvedge.app.heartbeat;

import org.jspecify.annotations.NullMarked;
