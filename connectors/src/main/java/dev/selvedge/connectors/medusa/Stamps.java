package dev.selvedge.connectors.medusa;

import dev.selvedge.connectors.walk.LatestStamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The stamp of a record: the greatest of Medusa's own times anywhere in it, metadata excepted.
///
/// An order's own `updated_at` will not do: it stands still when a payment is captured, whose own
/// moves (observed on Medusa 2.21.2).
final class Stamps {
  private static final LatestStamp LATEST =
      new LatestStamp(Set.of("created_at", "updated_at"), Set.of("metadata"), Stamps::instant);

  private Stamps() {}

  static Optional<Instant> latest(JsonNode value) {
    return LATEST.of(value);
  }

  /// A time as Medusa writes it; nothing for `null` and whatever else is not a time.
  static Optional<Instant> instant(JsonNode value) {
    try {
      return value.isString() ? Optional.of(Instant.parse(value.stringValue())) : Optional.empty();
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }
}
