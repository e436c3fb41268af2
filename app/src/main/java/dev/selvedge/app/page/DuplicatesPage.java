package dev.selvedge.app.page;

import java.util.List;

/// Who looks as if they were there twice or misspelt. Immutable.
///
/// @param looked how many people were looked at for this page
/// @param from after which person this page begins; empty for the first one
/// @param next after which person the next page begins; empty when everybody has been looked at
public record DuplicatesPage(List<Line> lines, int looked, String from, String next) {
  public DuplicatesPage {
    lines = List.copyOf(lines);
  }

  /// Whether this is all there is.
  public boolean whole() {
    return from.isEmpty() && next.isEmpty();
  }

  /// One suspicion.
  ///
  /// @param what `records with one address`
  /// @param spelling whether it is about how the address is spelt
  /// @param where the systems it is in
  /// @param address masked
  /// @param why one sentence
  /// @param mend what could be done, one sentence
  /// @param records the first few of those concerned, with their persons
  /// @param more how many others there are
  /// @param meant who has the address that may have been meant, or nobody
  /// @param acts what a steward can do about it
  public record Line(
      String what,
      boolean spelling,
      String where,
      String address,
      String why,
      String mend,
      List<Named> records,
      int more,
      List<Named> meant,
      List<PersonPage.Act> acts) {
    public Line {
      records = List.copyOf(records);
      meant = List.copyOf(meant);
      acts = List.copyOf(acts);
    }
  }

  /// Something with the page of the person it counts for.
  ///
  /// @param name masked
  /// @param person their number, or empty
  public record Named(String name, String person) {}
}
