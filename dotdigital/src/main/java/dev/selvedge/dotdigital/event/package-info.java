/// The export of events: subscriptions, and fetching what they collected.
@NullMarked
package dev.selvedge.dotdigital.event;

import org.jspecify.annotations.NullMarked;
