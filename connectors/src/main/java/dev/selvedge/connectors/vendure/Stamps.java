package dev.selvedge.connectors.vendure;

import dev.selvedge.connectors.walk.LatestStamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The stamp of a record: the greatest `createdAt`, `updatedAt` and `orderPlacedAt` anywhere in it,
/// custom fields excepted.
///
/// An order's own `updatedAt` will not do: it stands still when the order is placed, shipped,
/// refunded or changes state (observed on Vendure 3.7.3). Its lines, payments, refunds, fulfilments
/// and customer carry stamps of their own, and the newest entry of its history moves with every
/// change of state. So of two readings of an order the later one never has the lesser stamp, but
/// for a note deleted from the history, which changes nothing that matters.
final class Stamps {
  private static final LatestStamp LATEST =
      new LatestStamp(
          Set.of("createdAt", "updatedAt", "orderPlacedAt"),
          Set.of("customFields"),
          Stamps::instant);

  private Stamps() {}

  static Optional<Instant> latest(JsonNode value) {
    return LATEST.of(value);
  }

  /// A time as Vendure writes it; nothing for `null` and whatever else is not a time.
  static Optional<Instant> instant(JsonNode value) {
    try {
      return value.isString() ? Optional.of(Instant.parse(value.stringValue())) : Optional.empty();
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
