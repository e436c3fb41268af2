package dev.selvedge.connectors.woocommerce;

import dev.selvedge.CanonicalJson;
import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.value.TimeText;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A record, as it stands or gone.
record Piece(String key, Optional<Instant> stamp, Change change, ObjectNode content) {
  private static final Pattern KEY = Pattern.compile("\\d{1,19}");

  /// WordPress stamps what is to be published at a time with that time, until it is changed; then
  /// it has an earlier one. What is further ahead than a clock may be fast is a time of that kind.
  private static final Duration FAST = Duration.ofHours(1);

  /// One that is gone; nothing of what it said is kept.
  static Piece gone(String key, Optional<Instant> stamp) {
    return new Piece(
        key, stamp, Change.DELETE, JsonNodeFactory.instance.objectNode().put("id", key));
  }

  SourceRecord record(Feed feed, Instant now, Pace pace) {
    return new SourceRecord(
        new RecordRef(feed.system(), feed.kind(), key),
        stamp
            .map(at -> at.isAfter(now.plus(FAST)) ? now : at)
            .map(Stamp::at)
            .orElseGet(Stamp::absent),
        now,
        change,
        pace,
        Payload.ofText(CanonicalJson.write(content)));
  }

  /// The id of a record, at a field of it.
  static Optional<String> id(JsonNode node, String field) {
    JsonNode value = node.path(field);
    String text =
        value.isIntegralNumber() ? value.bigIntegerValue().toString() : value.asString("");
    return Optional.of(text).filter(id -> KEY.matcher(id).matches() && !id.equals("0"));
  }

  /// When a record changed last, or was made where it never did.
  static Optional<Instant> changed(JsonNode node) {
    return time(node, "date_modified_gmt").or(() -> time(node, "date_created_gmt"));
  }

  /// A time in UTC, which the API writes without a zone.
  static Optional<Instant> time(JsonNode node, String field) {
    return TimeText.read(node.path(field), ZoneOffset.UTC);
  }
}
