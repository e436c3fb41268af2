/// Values inside what systems send: paths to them, and times as systems write them.
@NullMarked
package dev.selvedge.connectors.value;

import org.jspecify.annotations.NullMarked;
