/// How a list that changes all the time is read page by page without missing anything: places in it
/// ([KeysetWalk], [OffsetWalk], [CountedWalk], [SliceWalk]), pages that hold one ([CountedPage]),
/// how far back the next round has to go ([Horizon]), a feed of one or more such lists
/// ([WalkedFeed]), and single records by their keys ([EntryLookup]). Where a system fails on a page
/// because of one record in it, [Halves] and [FewerAtOnce] find that one.
@NullMarked
package dev.selvedge.connectors.walk;

import org.jspecify.annotations.NullMarked;
