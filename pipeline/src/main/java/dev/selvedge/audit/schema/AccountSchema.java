package dev.selvedge.audit.schema;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/// What an account looks like. What could not be read is not there, and said so. Immutable.
///
/// @param title what sentences call the account
/// @param fields the contact data fields with their types; empty if they could not be read
/// @param collections the columns of each collection of the project, as `lines.sku`, with their
///     types
/// @param troubles what the project refers to that is not there, or is not as it has to be
/// @param references whether all that the project refers to could be looked at
/// @param unread what could not be read and why
public record AccountSchema(
    String title,
    SortedMap<String, String> fields,
    SortedMap<String, SortedMap<String, String>> collections,
    List<Trouble> troubles,
    boolean references,
    List<String> unread) {
  /// Copies all.
  public AccountSchema {
    fields = Collections.unmodifiableSortedMap(new TreeMap<>(fields));
    SortedMap<String, SortedMap<String, String>> copies = new TreeMap<>();
    for (Map.Entry<String, SortedMap<String, String>> one : collections.entrySet()) {
      copies.put(one.getKey(), Collections.unmodifiableSortedMap(new TreeMap<>(one.getValue())));
    }
    collections = Collections.unmodifiableSortedMap(copies);
    troubles = List.copyOf(troubles);
    unread = List.copyOf(unread);
  }

  /// Something the project refers to.
  ///
  /// @param what a sentence without its full stop
  /// @param advice what to do
  public record Trouble(String what, String advice) {}
}
