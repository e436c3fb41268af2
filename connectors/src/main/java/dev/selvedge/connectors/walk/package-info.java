/// How a list that changes all the time is read page by page without missing anything: places in it
/// ([KeysetWalk], [OffsetWalk], [CountedWalk]), how far back the next round has to go ([Horizon]),
// and a feed of
/// one or more such lists ([WalkedFeed]).
@NullMarked
package dev.selvedge.connectors.walk;

import org.jspecify.annotations.NullMarked;
