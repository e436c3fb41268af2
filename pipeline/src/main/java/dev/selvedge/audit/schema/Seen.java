package dev.selvedge.audit.schema;

import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a look at some records saw of one path. Immutable.
///
/// @param path as people read it: `lines[].sku`
/// @param types of the values that were filled
/// @param filled in how many records it was there and not empty
/// @param lacking how many of the newest records were without it, one after the other
public record Seen(String path, SortedSet<String> types, long filled, long lacking) {
  /// Copies the types.
  public Seen {
    types = Collections.unmodifiableSortedSet(new TreeSet<>(types));
  }
}
