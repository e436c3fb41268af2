package dev.selvedge.connectors.medusa;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.walk.Entry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Single records of a shop, by their ids. Keeps nothing between calls.
final class ShopLookup implements TargetedSource {
  private static final int MOST = 20;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_]{1,100}");

  private final Feed feed;
  private final Subject subject;
  private final ListReader reader;

  ShopLookup(Feed feed, Subject subject, ListReader reader) {
    this.feed = feed;
    this.subject = subject;
    this.reader = reader;
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
    Map<String, String> missing = new HashMap<>();
    List<String> possible = new ArrayList<>();
    for (String key : keys) {
      boolean known = ID.matcher(key).matches();
      missing.put(key, known ? "is not there" : "has a key that no record can have");
      if (known) {
        possible.add(key);
      }
    }
    List<SourceRecord> records = new ArrayList<>();
    List<Entry> found = possible.isEmpty() ? List.of() : reader.several(subject, possible);
    for (Entry entry : found) {
      switch (entry) {
        case Entry.Whole whole -> {
          records.add(whole.record(feed, now, SourceRecord.Pace.LIVE));
          missing.remove(whole.key());
        }
        case Entry.Broken broken ->
            missing.put(broken.key(), "cannot be read: the shop fails on it");
        case Entry.Gone gone -> missing.put(gone.key(), "is not there");
      }
    }
    return new Found(records, missing);
  }
}
