package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connector.SourceException;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// A row by what a walk needs of it.
record Stamped(String id, Instant stamp) {

  /// @throws SourceException when the row lacks either
  static Stamped of(Subject subject, JsonNode row) {
    Optional<String> id = Records.id(row);
    Optional<Instant> stamp = Times.of(row.path(Times.MODIFIED));
    if (id.isEmpty() || stamp.isEmpty()) {
      throw SourceException.failing(
          "BigCommerce's answer lacks "
              + (id.isEmpty() ? "id" : Times.MODIFIED)
              + " in "
              + subject.path());
    }
    return new Stamped(id.get(), stamp.get());
  }
}
