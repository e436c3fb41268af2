package dev.selvedge.connectors.tryton;

import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.walk.LatestStamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The stamp of a record: the latest `create_date` or `write_date` anywhere in it, since a sale
/// stays untouched when a line changes, and a party when its e-mail address does.
final class Stamps {
  private static final LatestStamp LATEST =
      new LatestStamp(
          Set.of("create_date", "write_date"),
          Set.of(),
          value -> TimeText.read(value, ZoneOffset.UTC));

  private Stamps() {}

  static Optional<Instant> latest(JsonNode value) {
    return LATEST.of(value);
  }
}
