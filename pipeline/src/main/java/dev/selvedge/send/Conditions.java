package dev.selvedge.send;

import dev.selvedge.SystemName;

/// The port to how the targets are. Every method runs inside the caller's transaction; all
/// processes on one store share them.
public interface Conditions {
  /// [Condition#well] for a target nothing was ever heard of.
  Condition of(SystemName target);

  /// The same, held for this transaction: whoever else asks for it waits.
  Condition hold(SystemName target);

  void store(SystemName target, Condition condition);
}
