package dev.selvedge.work.send;

import dev.selvedge.plan.Deliveries.Backlog;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.send.Target.Item;
import dev.selvedge.work.Board;
import dev.selvedge.work.HubParts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Looks at what waits for a call of which there are few, before one is spent. Who is not to be
/// started after all needs none: that is settled at once, and fills no call. The others are looked
/// at again when it leaves. Thread-safe.
final class Sifting {
  /// What goes on elsewhere, such as the looks of another process, is looked at once in a while and
  /// not at every turn of the loop.
  private static final Duration AT_MOST_EVERY = Duration.ofSeconds(1);

  private final HubParts parts;
  private final PastGate past;
  private final Settling settling;
  private final Map<String, Looked> looked = new ConcurrentHashMap<>();

  Sifting(HubParts parts, PastGate past, Settling settling) {
    this.parts = parts;
    this.past = past;
    this.settling = settling;
  }

  /// What was seen of those in one place, the most pressing first, as many as one call holds.
  ///
  /// @param waiting how many wait there after it
  /// @param go how many of the seen are to go
  /// @param settled how many were not, and are settled
  /// @param deadline the first of theirs, [Instant#MAX] for none
  /// @param pressing the same, where the end of allowed hours is one
  record Looked(long waiting, int go, int settled, Instant deadline, Instant pressing, Instant at) {
    /// Whether it still holds of what waits now. Where it settled somebody, the next are looked at
    /// at once; else not before a while is over.
    boolean holds(List<Backlog> queues, int batch, Instant now) {
      long count = Board.count(queues);
      boolean unseen = go < batch && count > go;
      boolean nearer =
          queues.stream()
              .map(Backlog::pressing)
              .filter(one -> !one.equals(Delivery.NO_DEADLINE))
              .anyMatch(one -> one.isBefore(deadline));
      boolean stale = unseen || nearer || count != waiting || pressing.isBefore(now);
      return !stale || (settled == 0 && now.isBefore(at.plus(AT_MOST_EVERY)));
    }
  }

  /// What is known of a place; empty where it has to be looked at first.
  ///
  /// @param batch how many one call holds
  Optional<Looked> known(String place, List<Backlog> queues, int batch, Instant now) {
    return Optional.ofNullable(looked.get(place)).filter(one -> one.holds(queues, batch, now));
  }

  /// A call has left with some; the rest is looked at anew.
  void left(String place) {
    looked.remove(place);
  }

  /// Looks at claimed rows of a place and gives back those that are to go.
  ///
  /// @param waiting how many waited there before
  void sift(String place, List<Delivery> claimed, long waiting) {
    try {
      Instant now = parts.clock().instant();
      Outgoing outgoing = HandingOut.foresee(claimed, parts, past);
      settling.settle(parts.claimant(), outgoing.needless());
      giveBack(List.copyOf(outgoing.toSend().keySet()));
      Instant deadline = Instant.MAX;
      Instant pressing = Instant.MAX;
      for (var going : outgoing.toSend().entrySet()) {
        Instant notAfter = deadline(going.getKey());
        deadline = earlier(deadline, notAfter);
        pressing = earlier(pressing, earlier(notAfter, end(going.getValue())));
      }
      int settled = outgoing.needless().size();
      looked.put(
          place,
          new Looked(
              Math.max(0, waiting - settled),
              outgoing.toSend().size(),
              settled,
              deadline,
              pressing,
              now));
    } catch (RuntimeException e) {
      giveBack(claimed);
      throw e;
    }
  }

  private static Instant deadline(Delivery row) {
    return row.notAfter().equals(Delivery.NO_DEADLINE) ? Instant.MAX : row.notAfter();
  }

  private static Instant end(Item item) {
    return item.desired() instanceof Desired.Enrolment enrolment
            && enrolment.leave() instanceof Desired.Leave.Given(var until)
        ? until.orElse(Instant.MAX)
        : Instant.MAX;
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  private void giveBack(List<Delivery> rows) {
    List<Delivery> due = rows.stream().map(row -> row.with(Delivery.State.DUE)).toList();
    parts.store().change(ports -> ports.deliveries().settle(parts.claimant(), due));
  }
}
