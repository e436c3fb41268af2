/// Tells open pages that what they show has changed, so that they need not ask all the time.
@NullMarked
package dev.selvedge.app.live;

import org.jspecify.annotations.NullMarked;
