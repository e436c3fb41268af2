package dev.selvedge.app.search;

/// One thing that was found. Immutable.
///
/// @param name as people call it
/// @param why how it matched: `its number`, `told by shop/order/55`
/// @param link to its page
public record Hit(Kind kind, String name, String why, String link) {

  /// What was found.
  public enum Kind {
    PERSON,
    ORDER,
    /// a source record that is no person's and no order's
    RECORD,
    PARKED;

    /// `person`
    public String word() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
