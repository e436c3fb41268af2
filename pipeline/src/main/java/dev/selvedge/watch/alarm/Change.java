package dev.selvedge.watch.alarm;

import java.util.Locale;

/// What happened to an alarm that somebody is told of.
public enum Change {
  RAISED,
  /// its severity rose
  WORSENED,
  /// nobody has acknowledged it in time
  ESCALATED,
  /// it is still there
  REMINDED,
  /// somebody looks after it
  ACKNOWLEDGED,
  /// it is over
  RECOVERED;

  /// The word in messages to machines.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
