package dev.selvedge.mapping;

import dev.selvedge.connector.SourceRecord;

/// Turns source records into contributions by the project's mapping files. Pure and thread-safe.
@FunctionalInterface
public interface RecordMapper {
  Mapped map(SourceRecord sourceRecord);

  /// The record by the name it is known by: another one where it came without a key and somebody
  /// has written it in since.
  default SourceRecord known(SourceRecord sourceRecord) {
    return sourceRecord;
  }
}
