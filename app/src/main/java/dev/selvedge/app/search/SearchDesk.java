package dev.selvedge.app.search;

/// Where people look for something. Called by many threads at once.
@FunctionalInterface
public interface SearchDesk {
  /// What goes by this text.
  Found find(String sought);
}
