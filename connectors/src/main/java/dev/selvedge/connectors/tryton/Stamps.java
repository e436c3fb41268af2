package dev.selvedge.connectors.tryton;

import dev.selvedge.connectors.value.TimeText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The stamp of a record: the latest `create_date` or `write_date` anywhere in it, since a sale
/// stays untouched when a line changes, and a party when its e-mail address does. What was read of
/// it without a new stamp, the name of a product say, has the same stamp again, and of two equal
/// ones the hub takes what was read last.
final class Stamps {
  private static final Set<String> NAMES = Set.of("create_date", "write_date");

  private Stamps() {}

  static Optional<Instant> latest(JsonNode value) {
    Optional<Instant> latest = Optional.empty();
    for (Map.Entry<String, JsonNode> member : value.properties()) {
      Optional<Instant> here =
          NAMES.contains(member.getKey())
              ? TimeText.read(member.getValue(), ZoneOffset.UTC)
              : latest(member.getValue());
      latest = later(latest, here);
    }
    if (value.isArray()) {
      for (JsonNode element : value) {
        latest = later(latest, latest(element));
      }
    }
    return latest;
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    if (one.isEmpty() || other.isEmpty()) {
      return one.or(() -> other);
    }
    return one.get().isAfter(other.get()) ? one : other;
  }
}
