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

/// Single records of a feed by their keys, read as a walk over its lists reads them. Keeps nothing
/// between calls.
///
/// @param form what a key of this system looks like; whatever looks otherwise is not there
/// @param most how many may be asked for at once
/// @param read reads those with these keys; what is not there, or is not what is read, is left out
public record EntryLookup(
    Feed feed, Pattern form, int most, Function<List<String>, List<Entry>> read)
    implements TargetedSource {
  private static final String NOT_THERE = "is not there";
  /// Keys that are numbers counted from 1.
  public static final Pattern NUMBERS = Pattern.compile("[1-9]\\d{0,17}");

  /// Those of a system that numbers its records.
  ///
  /// @param read reads those with these numbers; what is not there is left out
  public static EntryLookup numbered(Feed feed, int most, Function<List<Long>, List<Entry>> read) {
    return new EntryLookup(
        feed, NUMBERS, most, keys -> read.apply(keys.stream().map(Long::valueOf).toList()));
  }

  @Override
  public Found read(List<String> keys, Instant now) {
    Map<String, String> missing = new HashMap<>();
    List<String> possible = keys.stream().filter(key -> form.matcher(key).matches()).toList();
    keys.forEach(key -> missing.put(key, "has a key that no record can have"));
    possible.forEach(key -> missing.put(key, NOT_THERE));
    List<SourceRecord> found = new ArrayList<>();
    for (Entry one : possible.isEmpty() ? List.<Entry>of() : read.apply(possible)) {
      switch (one) {
        case Entry.Whole whole -> {
          // A system may give more than was asked for.
          if (missing.remove(whole.key()) != null) {
            found.add(whole.record(feed, now, SourceRecord.Pace.LIVE));
          }
        }
        case Entry.Gone gone -> missing.replace(gone.key(), NOT_THERE);
        case Entry.Broken broken ->
            missing.replace(broken.key(), "cannot be read: the system fails on it");
      }
    }
    return new Found(found, missing);
  }
}
