package dev.selvedge.connectors.walk;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Single records of a system that numbers them, by their numbers. What is no number is not there,
/// and is not asked for. As safe for use by many threads as what reads them.
public final class NumberedLookup implements TargetedSource {
  private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

  private final Feed feed;
  private final Function<List<Long>, List<Entry>> whole;
  private final int most;

  /// @param whole reads them as they are now; leaves out what is not there
  /// @param most how many it can be asked for at once
  public NumberedLookup(Feed feed, Function<List<Long>, List<Entry>> whole, int most) {
    this.feed = feed;
    this.whole = whole;
    this.most = most;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public int most() {
    return most;
  }

  @Override
  public Found read(List<String> keys, Instant now) {
    Map<String, String> missing = new HashMap<>();
    List<Long> ids = new ArrayList<>();
    for (String key : keys) {
      missing.put(key, "is not there");
      if (ID.matcher(key).matches()) {
        ids.add(Long.valueOf(key));
      }
    }
    List<SourceRecord> found = new ArrayList<>();
    List<Entry> read = ids.isEmpty() ? List.of() : whole.apply(ids);
    for (Entry one : read) {
      switch (one) {
        case Entry.Whole there -> {
          found.add(there.record(feed, now, SourceRecord.Pace.LIVE));
          missing.remove(there.key());
        }
        case Entry.Gone gone -> missing.put(gone.key(), "is not there");
        case Entry.Broken broken ->
            missing.put(broken.key(), "cannot be read: the system fails on it");
      }
    }
    return new Found(found, missing);
  }
}
