package dev.selvedge.connectors.shopify;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.shopify.api.CostBudget.Urgency;
import dev.selvedge.connectors.shopify.api.Subject;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// Single records of a shop, by their ids. Keeps nothing between calls.
final class ShopLookup implements TargetedSource {
  private static final int MOST = 10;
  private static final Pattern KEY = Pattern.compile("\\d{1,19}");

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
      boolean known = KEY.matcher(key).matches();
      missing.put(key, known ? "is not there" : "has a key that no record can have");
      if (known) {
        possible.add(key);
      }
    }
    List<SourceRecord> records = new ArrayList<>();
    if (!possible.isEmpty()) {
      ListReader.Several several = reader.several(subject, possible, Urgency.URGENT);
      several
          .broken()
          .forEach(
              (key, code) -> missing.put(key, "cannot be read: the shop fails on it, " + code));
      for (Element.Piece piece : several.found()) {
        Instant stamp = piece.stamp().orElse(now);
        records.add(ShopFeed.record(feed, piece, stamp, now, SourceRecord.Pace.LIVE));
        missing.remove(piece.key());
      }
    }
    return new Found(records, missing);
  }
}
