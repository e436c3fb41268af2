package dev.selvedge.connectors.vendure;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Single customers or orders of a shop, by their ids. Keeps nothing between calls but the session.
final class VendureLookup implements TargetedSource {
  /// Vendure weighs a query by what it may come to, and refuses one that is too heavy.
  private static final int MOST = 10;

  private final Feed feed;
  private final Queries.Subject subject;
  private final ListReader reader;

  VendureLookup(Feed feed, Queries.Subject subject, ListReader reader) {
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
    String why = subject == Queries.Subject.ORDER ? "is not there, or not placed" : "is not there";
    keys.forEach(key -> missing.put(key, why));
    List<SourceRecord> records = new ArrayList<>();
    for (ListReader.Element element : reader.several(subject, keys)) {
      switch (element) {
        case ListReader.Element.Whole whole -> {
          records.add(VendureFeed.sourceRecord(feed, whole, now, SourceRecord.Pace.LIVE));
          missing.remove(whole.row().id());
        }
        case ListReader.Element.Broken broken ->
            missing.put(
                broken.row().id(), "cannot be read: the shop fails on it, " + broken.code());
      }
    }
    return new Found(records, missing);
  }
}
