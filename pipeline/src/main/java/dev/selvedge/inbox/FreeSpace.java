package dev.selvedge.inbox;

/// The room left where the store is kept. Asked about once a second, by any thread.
@FunctionalInterface
public interface FreeSpace {
  /// How many bytes can still be written; [Long#MAX_VALUE] when nobody can tell.
  long bytes();
}
