package dev.selvedge.connectors.warehouse;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.walk.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Single records of a warehouse by their numbers, one call each. Keeps nothing between calls.
public final class KeyedLookup implements TargetedSource {
  /// A batch is read before the feed's next page, which should not wait long.
  private static final int MOST = 10;

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");

  private final Feed feed;
  private final Function<String, Optional<Entry>> single;

  /// @param single reads the record with a number; nothing where there is none
  public KeyedLookup(Feed feed, Function<String, Optional<Entry>> single) {
    this.feed = feed;
    this.single = single;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public Found read(List<String> keys, Instant now) {
    List<SourceRecord> found = new ArrayList<>();
    Map<String, String> missing = new HashMap<>();
    for (String key : keys) {
      Optional<Entry> entry = NUMBER.matcher(key).matches() ? single.apply(key) : Optional.empty();
      switch (entry.orElseGet(() -> new Entry.Gone(key, Optional.empty()))) {
        case Entry.Whole whole when whole.key().equals(key) ->
            found.add(whole.record(feed, now, SourceRecord.Pace.LIVE));
        case Entry.Whole _, Entry.Gone _ -> missing.put(key, "is not there");
        case Entry.Broken broken -> missing.put(key, "cannot be read: " + broken.sentence());
      }
    }
    return new Found(found, missing);
  }
}
