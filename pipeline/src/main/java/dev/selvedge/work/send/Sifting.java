package dev.selvedge.work.send;

import dev.selvedge.plan.Delivery;
import dev.selvedge.work.HubParts;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// Looks at what waits for a call of which there are few, before there is one. Who is not to be
/// started after all needs none: that is settled at once, and does not fill the call either. The
/// others are looked at again when it leaves. Thread-safe.
final class Sifting {
  private final HubParts parts;
  private final PastGate past;
  private final Settling settling;
  private final Map<String, Integer> stay = new ConcurrentHashMap<>();

  Sifting(HubParts parts, PastGate past, Settling settling) {
    this.parts = parts;
    this.past = past;
    this.settling = settling;
  }

  /// How many of those in one place were looked at and wait for the next call. Where fewer wait by
  /// now, something came between, and none counts as looked at.
  ///
  /// @param place where they queue
  /// @param waiting how many wait there
  int stay(String place, long waiting) {
    int known = stay.getOrDefault(place, 0);
    return known > waiting ? 0 : known;
  }

  /// A call has left with some; the rest is looked at anew.
  void left(String place) {
    stay.remove(place);
  }

  /// Looks at claimed rows of a place and gives back those that are to go.
  void sift(String place, List<Delivery> claimed) {
    try {
      Instant now = parts.clock().instant();
      Outgoing outgoing =
          parts.store().read(ports -> Outgoing.of(claimed, parts.rules(), past, ports, now));
      settling.settle(parts.claimant(), outgoing.needless());
      giveBack(List.copyOf(outgoing.toSend().keySet()));
      stay.put(place, outgoing.toSend().size());
    } catch (RuntimeException e) {
      giveBack(claimed);
      throw e;
    }
  }

  private void giveBack(List<Delivery> rows) {
    List<Delivery> due = rows.stream().map(row -> row.with(Delivery.State.DUE)).toList();
    parts.store().change(ports -> ports.deliveries().settle(parts.claimant(), due));
  }
}
