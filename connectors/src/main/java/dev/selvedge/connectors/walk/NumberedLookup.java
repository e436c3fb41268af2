package dev.selvedge.connectors.tryton;

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

/// Single records of an ERP, by their ids. Keeps nothing between calls but the session.
final class TrytonLookup implements TargetedSource {
  private static final Pattern ID = Pattern.compile("[1-9]\\d{0,17}");

  private final Feed feed;
  private final Subject subject;
  private final Records records;
  private final int most;

  TrytonLookup(Feed feed, Subject subject, Records records, int most) {
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
    List<Long> ids = new ArrayList<>();
    for (String key : keys) {
      missing.put(key, "is not there");
      if (ID.matcher(key).matches()) {
        ids.add(Long.valueOf(key));
      }
    }
    List<SourceRecord> found = new ArrayList<>();
    for (Entry one : records.whole(subject, ids)) {
      switch (one) {
        case Entry.Whole whole -> {
          found.add(whole.record(feed, now, SourceRecord.Pace.LIVE));
          missing.remove(whole.key());
        }
        case Entry.Gone gone -> missing.put(gone.key(), "is not there");
        case Entry.Broken broken -> missing.put(broken.key(), "cannot be read: Tryton fails on it");
      }
    }
    return new Found(found, missing);
  }
}
