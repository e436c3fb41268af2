package dev.selvedge.app.search;

import java.util.List;

/// What was found, the most certain first. Immutable.
///
/// @param sought what was looked for, tidied
/// @param whole whether something goes by just this; otherwise these only begin with it
/// @param cut whether there are more that were not looked for
public record Found(String sought, List<Hit> hits, boolean whole, boolean cut) {
  private static final int A_PAGE = 50;

  public Found {
    hits = List.copyOf(hits);
  }

  /// Nothing.
  static Found nothing(String sought) {
    return new Found(sought, List.of(), true, false);
  }

  /// A page of them.
  ///
  /// @param page from 1
  public List<Hit> page(int page) {
    return hits.stream().skip((page - 1L) * A_PAGE).limit(A_PAGE).toList();
  }

  /// Whether there are more behind a page.
  public boolean isAfter(int page) {
    return hits.size() > (long) page * A_PAGE;
  }
}
