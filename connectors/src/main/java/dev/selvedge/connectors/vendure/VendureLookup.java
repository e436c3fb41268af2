package dev.selvedge.connectors.vendure;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// Single customers, orders or carts of a shop, by their ids. Keeps nothing between calls but the
/// session.
final class VendureLookup implements TargetedSource {
  /// Vendure weighs a query by what it may come to, and refuses one that is too heavy.
  private static final int MOST = 10;

  private final Feed feed;
  private final Wanted wanted;
  private final ListReader reader;

  VendureLookup(Feed feed, Wanted wanted, ListReader reader) {
    this.feed = feed;
    this.wanted = wanted;
    this.reader = reader;
  }

  /// What of a shop is looked up. A cart keeps its id when it becomes an order, and is a cart no
  /// more.
  enum Wanted {
    CUSTOMER(Queries.Subject.CUSTOMER, "is not there"),
    ORDER(Queries.Subject.ORDER, "is not there, or not placed"),
    CART(Queries.Subject.ORDER, "is not there, or no cart any more");

    private final Queries.Subject subject;
    private final String missing;

    Wanted(Queries.Subject subject, String missing) {
      this.subject = subject;
      this.missing = missing;
    }

    private boolean isOne(JsonNode item) {
      boolean active = item.path("active").asBoolean(false);
      boolean placed = !item.path("orderPlacedAt").asString("").isEmpty();
      return switch (this) {
        case CUSTOMER -> true;
        case ORDER -> !active && placed;
        case CART -> active && !placed;
      };
    }
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
    keys.forEach(key -> missing.put(key, wanted.missing));
    List<SourceRecord> records = new ArrayList<>();
    for (ListReader.Element element : reader.several(wanted.subject, wanted::isOne, keys)) {
      switch (element) {
        case ListReader.Element.Whole whole -> {
          records.add(whole.entry().record(feed, now, SourceRecord.Pace.LIVE));
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
