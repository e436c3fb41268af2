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

/// Single records of a system, by their keys. Keeps nothing between calls.
public final class Lookup implements TargetedSource {
  /// Keys that are numbers counted from 1.
  public static final Pattern NUMBERS = Pattern.compile("[1-9]\\d{0,17}");

  private final Feed feed;
  private final Pattern form;
  private final int most;
  private final Function<List<String>, List<Entry>> whole;

  /// @param form of a key; what is written otherwise is not asked for
  /// @param most how many may be asked for at once
  /// @param whole reads records as they are now, and leaves out what is not there
  public Lookup(Feed feed, Pattern form, int most, Function<List<String>, List<Entry>> whole) {
    this.feed = feed;
    this.form = form;
    this.most = most;
    this.whole = whole;
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
    keys.forEach(key -> missing.put(key, "is not there"));
    List<SourceRecord> found = new ArrayList<>();
    List<String> asked = keys.stream().filter(key -> form.matcher(key).matches()).toList();
    for (Entry entry : whole.apply(asked)) {
      switch (entry) {
        case Entry.Whole record -> {
          if (missing.remove(record.key()) != null) {
            found.add(record.record(feed, now, SourceRecord.Pace.LIVE));
          }
        }
        case Entry.Gone gone -> missing.replace(gone.key(), "is not there");
        case Entry.Broken broken -> missing.replace(broken.key(), "cannot be read");
      }
    }
    return new Found(found, missing);
  }
}
