package dev.selvedge.watch;

import java.util.Collection;
import java.util.List;

/// The port to how often calls came to which outcome. Every method runs inside the caller's
/// transaction.
public interface OutcomeTotals {
  /// Adds to what was counted before.
  void add(Collection<Counted> counted);

  /// Everything since the store began.
  List<Counted> all();

  /// How often.
  ///
  /// @param target name of the system that was called
  /// @param outcome one of the six words, see [dev.selvedge.Outcome#word]
  record Counted(String target, String outcome, long count) {}
}
