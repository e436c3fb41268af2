package dev.selvedge.connectors.woocommerce;

import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;

/// Asks a shop how many orders were made in a time, by the total that heads a list of one
/// (`X-WP-Total`). Checkouts that were begun, and that the shop keeps as orders, are taken off.
final class PlacedOrders implements CountedSource {
  private static final String ANY = "any";
  private static final String BEGUN = "checkout-draft";
  private static final int BAD_REQUEST = 400;

  private final Feed feed;
  private final StoreApi api;

  PlacedOrders(Feed feed, StoreApi api) {
    this.feed = feed;
    this.api = api;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public int calls() {
    return 2;
  }

  @Override
  public Count count(Instant from, Instant to) {
    return new Count(Math.max(0, total(ANY, from, to) - total(BEGUN, from, to)));
  }

  private long total(String status, Instant from, Instant to) {
    Map<String, String> query = new LinkedHashMap<>();
    // what was made at the very second is not after it
    query.put("after", ListReader.time(from.minusSeconds(1)));
    query.put("before", ListReader.time(to.truncatedTo(ChronoUnit.SECONDS)));
    query.put("dates_are_gmt", "true");
    query.put("status", status);
    query.put("per_page", "1");
    query.put("_fields", "id");
    return switch (api.get(Subject.ORDER.list(), query)) {
      case StoreApi.Answer.Content content -> {
        if (content.total() < 0) {
          throw new SourceException(
              api.system() + " does not say how many orders there are: its host drops X-WP-Total");
        }
        yield content.total();
      }
      // a shop whose checkout keeps no such orders does not know their status
      case StoreApi.Answer.Refusal refusal
          when status.equals(BEGUN) && refusal.status() == BAD_REQUEST ->
          0;
      case StoreApi.Answer.Refusal refusal ->
          throw new SourceException(
              api.system()
                  + " does not count its orders: HTTP "
                  + refusal.status()
                  + ", "
                  + refusal.code());
      case StoreApi.Answer.Failed failed ->
          throw new SourceException(
              api.system() + " fails to count its orders: HTTP " + failed.status());
    };
  }
}
