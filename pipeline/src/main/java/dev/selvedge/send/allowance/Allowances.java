package dev.selvedge.send.allowance;

import dev.selvedge.SystemName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The port to the windows of every target's allowance. Every method runs inside the caller's
/// transaction; all processes on one store share them.
public interface Allowances {
  /// All scopes of a target that were ever used.
  List<Window> of(SystemName target);

  /// The window of a scope, held for this transaction: whoever else asks for it waits.
  Optional<Window> hold(SystemName target, String scope);

  void store(SystemName target, Window window);

  /// Who used how much lately, by scope and then by hour; of scopes that allow any number nothing
  /// is counted, and hours in which nothing was used are left out.
  List<Used> used(SystemName target, Instant since);

  /// What was used of the windows that began within one hour. What was given back in a later hour
  /// than it was taken is less there.
  ///
  /// @param hour its beginning
  /// @param strangers calls of others, as far as seen
  record Used(String scope, Instant hour, Window.Taken taken, long strangers) {}
}
