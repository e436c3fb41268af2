package dev.selvedge.connectors.shopify;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The first reading of a feed by a bulk operation, where the feed can be read so.
interface BulkReading {
  /// Asks for an operation where there is enough to read.
  Optional<Bookmark.InBulk> begin(Instant now);

  /// Reads on in what an operation has made.
  Progress read(Bookmark.InBulk operation, int limit, Instant now);

  /// What came of it.
  sealed interface Progress {
    /// It is still at work.
    record Waiting() implements Progress {}

    /// What was read.
    ///
    /// @param offset of the first byte that has not been read
    record Records(List<Element> elements, long offset) implements Progress {
      public Records {
        elements = List.copyOf(elements);
      }
    }

    record Complete() implements Progress {}

    /// It came to nothing; the feed is read page by page.
    record GivenUp() implements Progress {}
  }
}
