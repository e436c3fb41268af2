package dev.selvedge.work.send;

import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.Delivery;
import dev.selvedge.send.AllowancePolicy;
import dev.selvedge.send.Ration;
import dev.selvedge.send.Ration.Decision;
import dev.selvedge.send.Window;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Keeps in mind when the latest calls of scarce counters left, whoever made them: another process
/// and a stranger show by the count. Confined to one loop.
final class Rations {
  private final AllowancePolicy policy;
  private final Map<String, Seen> seen = new HashMap<>();

  Rations(AllowancePolicy policy) {
    this.policy = policy;
  }

  private record Seen(long gone, Instant last) {}

  /// Whether a call may leave for what waits in these queues, and why.
  ///
  /// @param window of the counter, at `now`
  /// @param left how many of its calls their lane may take
  /// @param sifted how many of what waits are known to go
  /// @param batch how many one call holds
  Decision decide(
      Window window, long left, List<Backlog> queues, long sifted, int batch, Instant now) {
    long due = queues.stream().mapToLong(Backlog::count).sum();
    Instant pressing =
        queues.stream()
            .map(Backlog::pressing)
            .filter(deadline -> !deadline.equals(Delivery.NO_DEADLINE))
            .min(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    Instant last = look(window, now).last();
    return Ration.standard()
        .decide(new Ration.Question(window, policy, left, due, sifted, batch, pressing, last, now));
  }

  /// One leaves now.
  void leaves(Window window, Decision why, Instant now) {
    Seen before = look(window, now);
    Instant last = why == Decision.IN_TURN ? now : before.last();
    seen.put(window.scope(), new Seen(before.gone() + 1, last));
  }

  private Seen look(Window window, Instant now) {
    long gone = window.taken().all() + window.strangers();
    return seen.compute(
        window.scope(),
        (scope, before) -> {
          // What was there when we began to look may have left a moment ago.
          Seen known = before == null ? new Seen(0, Instant.EPOCH) : before;
          return new Seen(gone, gone > known.gone() ? now : known.last());
        });
  }
}
