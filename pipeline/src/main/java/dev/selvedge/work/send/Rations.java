package dev.selvedge.work.send;

import dev.selvedge.Lane;
import dev.selvedge.send.allowance.AllowancePolicy;
import dev.selvedge.send.allowance.Ration;
import dev.selvedge.send.allowance.Ration.Decision;
import dev.selvedge.send.allowance.Window;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Keeps in mind when the latest calls of scarce counters left, whoever made them: another process
/// and a stranger show by the count. Confined to one loop.
final class Rations {
  private final AllowancePolicy policy;
  private final Map<Key, Seen> seen = new HashMap<>();

  Rations(AllowancePolicy policy) {
    this.policy = policy;
  }

  private record Key(String scope, Lane lane) {}

  private record Seen(Instant renewsAt, long gone, Instant last) {}

  /// Whether a call may leave for what waits, and why. Each lane has its own turns: a backfill
  /// takes none of those of what is urgent.
  ///
  /// @param window of the counter, at `now`
  /// @param left how many of its calls their lane may take
  /// @param due how many are known to go
  /// @param batch how many one call holds
  /// @param pressing the first deadline of those, [Instant#MAX] for none
  Decision decide(
      Window window, Lane lane, long left, long due, int batch, Instant pressing, Instant now) {
    Instant last = look(window, lane, now).last();
    return Ration.standard()
        .decide(new Ration.Question(window, policy, left, due, batch, pressing, last, now));
  }

  /// One leaves now.
  void leaves(Window window, Lane lane, Decision why, Instant now) {
    Seen before = look(window, lane, now);
    Instant last = why == Decision.IN_TURN ? now : before.last();
    seen.put(new Key(window.scope(), lane), new Seen(window.renewsAt(), before.gone() + 1, last));
  }

  private Seen look(Window window, Lane lane, Instant now) {
    long gone = window.taken().by(lane) + window.strangers();
    return seen.compute(
        new Key(window.scope(), lane),
        (key, before) -> {
          // What was there when we began to look may have left a moment ago.
          Seen known = before == null ? new Seen(window.renewsAt(), 0, Instant.EPOCH) : before;
          // A clock that was set back: what is said to have left is still to come.
          Instant last = known.last().isAfter(now) ? Instant.EPOCH : known.last();
          boolean renewed = !known.renewsAt().equals(window.renewsAt());
          long counted = renewed ? 0 : known.gone();
          // One that left is counted before the store shows it: the count does not go back.
          return new Seen(window.renewsAt(), Math.max(gone, counted), gone > counted ? now : last);
        });
  }
}
