package dev.selvedge.work;

import dev.selvedge.plan.Delivery;
import dev.selvedge.send.Target;
import dev.selvedge.send.Target.Settlement;
import java.util.List;
import java.util.function.Supplier;

/// Sends claimed deliveries by calls of their own. Thread-safe.
final class Singles {
  private static final String HOW = "by itself";

  private final HubParts parts;
  private final Target target;
  private final Settling settling;

  Singles(HubParts parts, Target target, Settling settling) {
    this.parts = parts;
    this.target = target;
    this.settling = settling;
  }

  /// Sends one; returns when what became of it is on disk.
  void send(Delivery claimed) {
    Outgoing outgoing = orPostponed(claimed, () -> look(claimed));
    settling.settle(parts.claimant(), outgoing.needless());
    if (outgoing.toSend().isEmpty()) {
      parts.store().change(ports -> settling.giveBack(claimed, Target.Way.SINGLY, ports));
    }
    outgoing
        .toSend()
        .forEach(
            (row, item) -> {
              Settlement settlement = orPostponed(row, () -> target.send(item));
              settling.settle(
                  parts.claimant(), List.of(settling.attempt(row, item, settlement, HOW)));
            });
  }

  private Outgoing look(Delivery claimed) {
    return parts
        .store()
        .read(
            ports -> Outgoing.of(List.of(claimed), parts.rules(), ports, parts.clock().instant()));
  }

  /// Whatever goes wrong in the machinery, the row does not stay claimed.
  private <T> T orPostponed(Delivery row, Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      settling.postpone(List.of(row));
      throw e;
    }
  }
}
