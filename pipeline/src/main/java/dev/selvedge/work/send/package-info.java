/// From what is due to what is settled: claims deliveries with the calls they take, packs, hands
/// over, looks for what was lost.
@NullMarked
package dev.selvedge.work.send;

import org.jspecify.annotations.NullMarked;
