package dev.selvedge.connectors.file;

import java.util.List;

/// One row as it stands in a file.
///
/// @param line on which it begins, from 1
/// @param fault why it cannot be read; empty when it can
/// @param raw as it stands, shortened; empty when the fields tell it
record RawRow(long line, List<String> fields, String fault, String raw) {
  RawRow {
    fields = List.copyOf(fields);
  }

  boolean isBlank() {
    return fault.isEmpty() && fields.size() == 1 && fields.getFirst().isBlank();
  }
}
