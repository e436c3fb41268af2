package dev.selvedge.connectors.vendure;

import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks a shop how many orders were placed in a time: the `totalItems` of a list of one.
final class PlacedOrders implements CountedSource {
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

  /// Both ends of Vendure's `between` are within.
  @Override
  public Count count(Instant from, Instant to) {
    ObjectNode variables = api.variables();
    variables.put("from", from.toString());
    variables.put("to", to.minusMillis(1).toString());
    return switch (api.ask(Queries.PLACED, variables)) {
      case AdminApi.Answer.Content content -> count(content.data());
      case AdminApi.Answer.Failed failed ->
          throw new SourceException("the shop fails to count its orders (" + failed.code() + ")");
      case AdminApi.Answer.Forbidden _ ->
          throw SourceException.refused(
              "the shop does not let the user read orders: its role needs the permission "
                  + Queries.Subject.ORDER.permission());
    };
  }

  private static Count count(JsonNode data) {
    JsonNode total = data.path("orders").path("totalItems");
    if (!total.isIntegralNumber()) {
      throw new SourceException("the shop's answer does not say how many orders there are");
    }
    return new Count(total.longValue());
  }
}
