package dev.selvedge.connectors.shopify;

import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.shopify.api.AdminApi;
import dev.selvedge.connectors.shopify.api.CostBudget.Urgency;
import dev.selvedge.connectors.shopify.api.Queries;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks a shop how many orders were processed in a time (`ordersCount`, since version 2024-07 of
/// the API).
final class PlacedOrders implements CountedSource {
  private static final String EXACT = "EXACT";

  private final Feed feed;
  private final AdminApi api;

  PlacedOrders(Feed feed, AdminApi api) {
    this.feed = feed;
    this.api = api;
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public int calls() {
    return 1;
  }

  @Override
  public Count count(Instant from, Instant to) {
    ObjectNode variables = AdminApi.variables();
    variables.put("filter", "processed_at:>='%s' AND processed_at:<'%s'".formatted(from, to));
    JsonNode count = api.data(Queries.PLACED, variables, Urgency.PATIENT).path("ordersCount");
    boolean exact = count.path("precision").asString("").equals(EXACT);
    if (!exact || !count.path("count").isIntegralNumber()) {
      throw new SourceException(
          api.system() + " does not say exactly how many orders there are in that time");
    }
    return new Count(count.path("count").longValue());
  }
}
