package dev.selvedge.app.page;

/// What stands in the navigation of every page. Immutable.
///
/// @param alarms how many are open
/// @param critical whether one of them is critical
/// @param parked how much waits for a person to look
public record Counts(int alarms, boolean critical, long parked) {
  public static final Counts NONE = new Counts(0, false, 0);
}
