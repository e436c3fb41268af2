package dev.selvedge.work.send;

import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.Delivery;
import dev.selvedge.send.AllowancePolicy;
import dev.selvedge.send.Ration;
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

  /// Whether a call may leave for what waits in these queues.
  ///
  /// @param window of the counter, at `now`
  /// @param left how many of its calls their lane may take
  /// @param batch how many one call holds
  boolean mayLeave(Window window, long left, List<Backlog> queues, int batch, Instant now) {
    long due = queues.stream().mapToLong(Backlog::count).sum();
    Instant pressing =
        queues.stream()
            .map(Backlog::pressing)
            .filter(deadline -> !deadline.equals(Delivery.NO_DEADLINE))
            .min(Comparator.naturalOrder())
            .orElse(Instant.EPOCH);
    Instant last = look(window, now).last();
    return Ration.standard()
        .mayLeave(new Ration.Question(window, policy, left, due, batch, pressing, last, now));
  }

  /// One leaves now.
  void leaves(Window window, Instant now) {
    seen.put(window.scope(), new Seen(look(window, now).gone() + 1, now));
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
