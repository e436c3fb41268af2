package dev.selvedge.connectors.bigcommerce;

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

/// Single records of a store, by their ids. Keeps nothing between calls.
final class BigLookup implements TargetedSource {
  private static final int MOST = 50;
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");
  private static final Pattern CART = Pattern.compile("[0-9a-fA-F-]{1,64}");

  private final Feed feed;
  private final Subject subject;
  private final Records records;

  BigLookup(Feed feed, Subject subject, Records records) {
    this.feed = feed;
    this.subject = subject;
    this.records = records;
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
    Pattern form = subject == Subject.CART ? CART : NUMBER;
    Map<String, String> missing = new HashMap<>();
    keys.forEach(key -> missing.put(key, "is not there"));
    List<String> ids = keys.stream().filter(key -> form.matcher(key).matches()).toList();
    List<SourceRecord> found = new ArrayList<>();
    for (Entry entry : records.whole(subject, ids)) {
      if (entry instanceof Entry.Whole whole && missing.remove(whole.key()) != null) {
        found.add(whole.record(feed, now, SourceRecord.Pace.LIVE));
      }
    }
    return new Found(found, missing);
  }
}
