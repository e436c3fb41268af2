package dev.selvedge.send.allowance;

import dev.selvedge.SystemName;
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
}
