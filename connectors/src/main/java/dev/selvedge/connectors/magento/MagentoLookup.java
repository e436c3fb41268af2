package dev.selvedge.connectors.magento;

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
final class MagentoLookup implements TargetedSource {
  private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

  private final Feed feed;
  private final Subject subject;
  private final Records records;
  private final int most;

  MagentoLookup(Feed feed, Subject subject, Records records, int most) {
    this.feed = feed;
    this.subject = subject;
    this.records = records;
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
    keys.forEach(key -> missing.put(key, "is not there"));
    List<SourceRecord> found = new ArrayList<>();
    List<String> ids = keys.stream().filter(key -> ID.matcher(key).matches()).toList();
    for (Entry entry : records.whole(subject, ids)) {
      if (entry instanceof Entry.Whole whole && missing.remove(whole.key()) != null) {
        found.add(whole.record(feed, now, SourceRecord.Pace.LIVE));
      }
    }
    return new Found(found, missing);
  }
}
