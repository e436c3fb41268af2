package dev.selvedge.audit.schema;

/// The port to what is remembered of schemas. Every method runs inside the caller's transaction.
public interface SchemaMemories {
  /// What is remembered of a place; nothing if it was never looked at.
  Memory of(Place place);

  /// Remembers this of a place instead of what was.
  void keep(Place place, Memory memory);
}
