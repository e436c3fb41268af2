package dev.selvedge.connectors.rest;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// One page as a system gave it. Immutable.
///
/// @param next where the answer says to go on: an address or a token; empty for nowhere
/// @param more whether there is more, where the answer says it
/// @param total how many there are in all, where the answer says it
record Listing(List<Row> rows, String next, Optional<Boolean> more, Optional<Long> total) {
  Listing {
    rows = List.copyOf(rows);
  }

  /// One record of a page.
  ///
  /// @param key empty when it has none that can be used
  record Row(String key, Optional<Instant> stamp, JsonNode content, boolean gone) {
    boolean usable() {
      return !key.isEmpty();
    }

    /// The key as a number, where it is one.
    Optional<BigDecimal> number() {
      return key.matches("-?\\d{1,38}") ? Optional.of(new BigDecimal(key)) : Optional.empty();
    }
  }

  List<String> keys() {
    return rows.stream().map(Row::key).toList();
  }

  /// Whether the stamps of all rows go upwards, beginning with one.
  boolean risesFrom(Instant floor) {
    Instant last = floor;
    for (Row row : rows) {
      if (row.stamp().isEmpty() || row.stamp().get().isBefore(last)) {
        return false;
      }
      last = row.stamp().get();
    }
    return true;
  }

  /// The greatest stamp of all rows.
  Optional<Instant> newest() {
    return rows.stream().flatMap(row -> row.stamp().stream()).max(Instant::compareTo);
  }
}
