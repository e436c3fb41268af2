package dev.selvedge.connectors.vendure;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The stamp of a record: the latest time at which Vendure says that anything in it changed, that
/// is the greatest `createdAt`, `updatedAt` and `orderPlacedAt` anywhere in it, custom fields
/// excepted.
///
/// An order's own `updatedAt` will not do: it stands still when the order is placed, shipped,
/// refunded or changes state (observed on Vendure 3.7.3). Its lines, payments, refunds, fulfilments
/// and customer carry stamps of their own, and the newest entry of its history moves with every
/// change of state. So of two readings of an order the later one never has the lesser stamp, but
/// for a note deleted from the history, which changes nothing that matters.
///
/// Some content still changes without any stamp, the name of a product in a line for example. Then
/// both readings have the same stamp, and since a version is compared by its stamp and then by the
/// time of observation, the one read last wins. For that the rule must never invent a time: with
/// the time of reading as a stamp every reading would differ, and none would be recognised as a
/// repeat.
final class Stamps {
  private static final Set<String> NAMES = Set.of("createdAt", "updatedAt", "orderPlacedAt");
  private static final String CUSTOM_FIELDS = "customFields";

  private Stamps() {}

  static Optional<Instant> latest(JsonNode value) {
    Optional<Instant> latest = Optional.empty();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      if (member.getKey().equals(CUSTOM_FIELDS)) {
        continue;
      }
      latest =
          later(
              latest,
              NAMES.contains(member.getKey())
                  ? instant(member.getValue())
                  : latest(member.getValue()));
    }
    if (value.isArray()) {
      for (JsonNode element : value) {
        latest = later(latest, latest(element));
      }
    }
    return latest;
  }

  /// A time as Vendure writes it; nothing for `null` and whatever else is not a time.
  static Optional<Instant> instant(JsonNode value) {
    try {
      return value.isString() ? Optional.of(Instant.parse(value.stringValue())) : Optional.empty();
    } catch (DateTimeException notATime) {
      return Optional.empty();
    }
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().isAfter(other.get()) ? one : other;
  }
}
