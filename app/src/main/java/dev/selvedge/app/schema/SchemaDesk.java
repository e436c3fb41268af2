package dev.selvedge.app.schema;

/// Where people look at what was found about schemas. Called by many threads at once.
@FunctionalInterface
public interface SchemaDesk {
  /// What was found.
  ///
  /// @param page of the findings, from 1
  SchemaPage schemas(int page);
}
