/// Tells somebody outside that the hub works, so that its silence is noticed.
@NullMarked
package dev.selvedge.app.heartbeat;

import org.jspecify.annotations.NullMarked;
