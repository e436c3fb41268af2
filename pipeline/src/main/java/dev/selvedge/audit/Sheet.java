package dev.selvedge.audit;

import java.util.List;

/// A page of what a target shows. Immutable.
///
/// @param next where the next one begins, in the target's own words; empty for the last
public record Sheet<T>(List<T> items, String next) {
  /// Where the first one begins.
  public static final String FIRST = "";

  public Sheet {
    items = List.copyOf(items);
  }

  /// Whether nothing comes after it.
  public boolean isLast() {
    return next.isEmpty();
  }
}
