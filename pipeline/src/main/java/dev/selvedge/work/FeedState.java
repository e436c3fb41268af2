package dev.selvedge.work;

import dev.selvedge.connector.Feed;
import java.time.Instant;

/// How a polled feed is doing in this run of the hub. Immutable.
///
/// @param lastRead when it was last read to its end, or EPOCH
/// @param records how many records were new in this run
/// @param backfilling whether the first sync is still going on
/// @param trouble a sentence, or empty when all is well
public record FeedState(
    Feed feed, Instant lastRead, long records, boolean backfilling, String trouble) {

  /// Of a feed that was not read since the start.
  public static FeedState untouched(Feed feed) {
    return new FeedState(feed, Instant.EPOCH, 0, false, "");
  }

  /// The same after a page of so many new records; it is read to its end once no first sync goes
  /// on.
  public FeedState read(Instant at, long more, boolean stillBackfilling) {
    return new FeedState(
        feed, stillBackfilling ? lastRead : at, records + more, stillBackfilling, "");
  }

  /// The same after it could not be read, with the reason.
  public FeedState failed(String sentence) {
    // Others do not wait for what a source that fails may have more of.
    return new FeedState(feed, lastRead, records, false, sentence);
  }
}
