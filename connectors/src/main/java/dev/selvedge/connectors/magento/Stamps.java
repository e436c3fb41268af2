package dev.selvedge.connectors.magento;

import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.walk.LatestStamp;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Magento's stamps: `2026-11-23 09:00:00`, to the second and without a zone. They are meant to be
/// UTC; a database server in another zone shifts them (magento/magento2, issue 28181).
final class Stamps {
  static final String UPDATED = "updated_at";

  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);

  private final ZoneId zone;
  private final LatestStamp latest;

  Stamps(ZoneId zone) {
    this.zone = zone;
    this.latest =
        new LatestStamp(
            Set.of(UPDATED, "created_at"), Set.of(), value -> TimeText.read(value, zone));
  }

  /// When the row itself changed last.
  Optional<Instant> of(JsonNode row) {
    return TimeText.read(row.path(UPDATED), zone);
  }

  /// When anything in it changed last: a shipment has a stamp of its own.
  Optional<Instant> latest(JsonNode content) {
    return latest.of(content);
  }

  /// A filter's text read again, to the second that the shop counts by.
  Instant read(String text) {
    return TimeText.read(text, zone).orElseThrow();
  }

  /// As a filter wants it.
  String text(Instant at) {
    return TEXT.format(at.atZone(zone));
  }
}
