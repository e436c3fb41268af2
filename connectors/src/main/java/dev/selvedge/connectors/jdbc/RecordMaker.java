package dev.selvedge.connectors.jdbc;

import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page.Refused;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.jdbc.JdbcSettings.SoftDelete;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Makes source records of rows. Immutable.
record RecordMaker(Feed feed, String table, SoftDelete softDelete, Mark mark) {
  private static final Set<String> NO = Set.of("", "0", "false", "f", "n", "no");

  /// Why the row cannot be a record, if so.
  Optional<Refused> refusal(Row row) {
    if (!row.hasKey()) {
      return Optional.of(
          new Refused("table " + table, "the row has no key", row.body().toString()));
    }
    String key = row.keyText();
    if (key.isBlank() || key.length() > RecordRef.MAX_KEY) {
      String why =
          key.isBlank()
              ? "the row's key is blank"
              : "the row's key is longer than " + RecordRef.MAX_KEY + " characters";
      return Optional.of(new Refused("table " + table, why, row.body().toString()));
    }
    return Optional.empty();
  }

  Refused twice(Row row) {
    return new Refused(
        "table " + table + ", key " + row.keyText(),
        "two rows have this key and the same change time; the key must tell rows apart",
        row.body().toString());
  }

  SourceRecord make(Row row, Map<String, Instant> children, Instant now, Pace pace) {
    String key = row.keyText();
    Optional<Instant> own = mark.instant(row.changed());
    Optional<Instant> below = Optional.ofNullable(children.get(key));
    Instant latest = latest(own, below);
    return new SourceRecord(
        new RecordRef(feed.system(), feed.kind(), key),
        latest.equals(Instant.MIN) ? Stamp.absent() : Stamp.at(latest),
        now,
        deleted(row) ? Change.DELETE : Change.UPSERT,
        pace,
        Payload.ofText(row.body().toString()));
  }

  private static Instant latest(Optional<Instant> own, Optional<Instant> below) {
    Instant first = own.orElse(Instant.MIN);
    Instant second = below.orElse(Instant.MIN);
    return first.isAfter(second) ? first : second;
  }

  private boolean deleted(Row row) {
    return isDeleted(softDelete, row.body().path(softDelete.columnName()));
  }

  /// Whether what a row's column holds says that it is gone.
  static boolean isDeleted(SoftDelete softDelete, JsonNode value) {
    return switch (softDelete) {
      case SoftDelete.Never ignored -> false;
      case SoftDelete.Set ignored -> says(value);
      case SoftDelete.Equal equal -> Row.text(value).equals(equal.value());
    };
  }

  private static boolean says(JsonNode value) {
    return !value.isNull()
        && !value.isMissingNode()
        && !NO.contains(Row.text(value).strip().toLowerCase(Locale.ROOT));
  }
}
