/// Freshness and counts per flow, minute by minute.
@NullMarked
package dev.selvedge.watch;

import org.jspecify.annotations.NullMarked;
