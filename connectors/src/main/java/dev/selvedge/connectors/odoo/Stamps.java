package dev.selvedge.connectors.odoo;

import dev.selvedge.connectors.walk.LatestStamp;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The stamp of a record: the latest `write_date` anywhere in it, since an order stays untouched
/// when a line changes.
final class Stamps {
  static final String WRITTEN = "write_date";

  private static final LatestStamp LATEST =
      new LatestStamp(Set.of(WRITTEN), Set.of(), Plain::instant);

  private Stamps() {}

  static Optional<Instant> latest(JsonNode content) {
    return LATEST.of(content);
  }
}
