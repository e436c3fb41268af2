package dev.selvedge.mapping;

import dev.selvedge.connector.SourceRecord;

/// Turns source records into contributions by the project's mapping files. Pure and thread-safe.
@FunctionalInterface
public interface RecordMapper {
  Mapped map(SourceRecord sourceRecord);
}
