package dev.selvedge.dotdigital.answer;

import java.util.List;
import java.util.Optional;

/// One page of a v3 list. The size of a page says nothing about whether there is another; only
/// [#next] does.
///
/// @param nextQuery the query string that fetches the page after this one, empty on the last page
public record Page<T>(List<T> items, String nextQuery) {
  public Page {
    items = List.copyOf(items);
  }

  public Optional<Cursor> next() {
    return nextQuery.isEmpty() ? Optional.empty() : Optional.of(new Cursor(nextQuery));
  }

  /// Where to read on. Opaque; may be stored as its query text.
  public record Cursor(String query) {}

  @Override
  public String toString() {
    return "Page[items=" + items.size() + ", last=" + nextQuery.isEmpty() + "]";
  }
}
