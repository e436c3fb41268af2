package dev.selvedge.connectors.medusa;

import dev.selvedge.connector.CountedSource;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.medusa.AdminApi.Answer;
import dev.selvedge.connectors.medusa.AdminApi.Parameter;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Asks a shop how many orders were made in a time: the `count` of a list of one.
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

  @Override
  public Count count(Instant from, Instant to) {
    List<Parameter> query =
        List.of(
            new Parameter("created_at[$gte]", from.toString()),
            new Parameter("created_at[$lt]", to.toString()),
            new Parameter("limit", "1"),
            new Parameter("fields", "id"));
    return switch (api.get(Subject.ORDER.list(), query)) {
      case Answer.Content content -> count(content.json());
      case Answer.Failed failed -> throw refused("HTTP " + failed.status());
      case Answer.Missing _ -> throw refused("not_found");
      case Answer.Refusal refusal -> throw refused(refusal.type());
    };
  }

  private Count count(JsonNode json) {
    JsonNode count = json.path("count");
    if (!count.isIntegralNumber()) {
      throw new SourceException(api.system() + "'s answer does not say how many orders there are");
    }
    return new Count(count.longValue());
  }

  private SourceException refused(String why) {
    return new SourceException(api.system() + " does not count its orders: " + why);
  }
}
