package dev.selvedge.work.send;

import dev.selvedge.Outcome;
import dev.selvedge.plan.Delivery;
import dev.selvedge.send.Target;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.work.HubParts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/// Sends claimed deliveries by calls of their own. Thread-safe.
final class Singles {
  private static final String HOW = "by itself";

  /// Before a target that takes nothing but opt-outs is tried with the rest.
  private static final Duration LOOK_AGAIN = Duration.ofMinutes(5);

  private final HubParts parts;
  private final Target target;
  private final PastGate past;
  private final Settling settling;

  Singles(HubParts parts, Target target, PastGate past, Settling settling) {
    this.past = past;
    this.parts = parts;
    this.target = target;
    this.settling = settling;
  }

  /// Sends one; returns when what became of it is on disk.
  void send(Delivery claimed) {
    settling.journeys().begin(List.of(claimed));
    Outgoing outgoing = or(() -> settling.postpone(claimed), () -> look(claimed));
    settling.settle(parts.claimant(), outgoing.needless());
    if (outgoing.toSend().isEmpty()) {
      parts.store().change(ports -> settling.giveBack(claimed, Target.Way.SINGLY, ports));
    }
    outgoing
        .toSend()
        .forEach(
            (row, item) -> {
              Instant from = parts.clock().instant();
              Settlement settlement =
                  or(
                      () -> settling.postpone(row, item, from),
                      () -> settling.journeys().alone(row, () -> target.send(item)));
              settling.settle(
                  parts.claimant(), List.of(settling.attempt(row, item, from, settlement, HOW)));
            });
  }

  /// Says of one who declined that they did, and nothing else; the rest of it, and whoever did not
  /// decline, waits until the target is well.
  ///
  /// @param trouble why nothing else is written, a sentence
  void decline(Delivery claimed, String trouble) {
    settling.journeys().begin(List.of(claimed));
    Outgoing outgoing = or(() -> settling.postpone(claimed), () -> look(claimed));
    settling.settle(parts.claimant(), outgoing.needless());
    if (outgoing.toSend().values().stream().noneMatch(Declining::isOne)) {
      parts.store().change(ports -> settling.giveBack(claimed, Target.Way.SINGLY, ports));
    }
    outgoing
        .toSend()
        .forEach(
            (row, item) -> {
              Instant from = parts.clock().instant();
              Instant until = from.plus(LOOK_AGAIN);
              settling.settle(
                  parts.claimant(),
                  List.of(
                      Declining.isOne(item)
                          ? settling.attempt(
                              row, item, from, declined(row, item, from, trouble, until), HOW)
                          : settling.notNow(row, trouble, until)));
            });
  }

  private Settlement declined(
      Delivery row, Item item, Instant from, String trouble, Instant until) {
    Settlement told =
        or(
            () -> settling.postpone(row, item, from),
            () -> settling.journeys().alone(row, () -> target.decline(item)));
    return told.outcome() instanceof Outcome.Done
        ? new Settlement(
                new Outcome.Snooze(
                    "that they declined was said by itself; the rest waits: " + trouble, until),
                told.remoteId())
            .butDeclined()
        : told;
  }

  private Outgoing look(Delivery claimed) {
    return HandingOut.look(List.of(claimed), parts, past);
  }

  /// Whatever goes wrong in the machinery, the row does not stay claimed.
  private static <T> T or(Runnable postpone, Supplier<T> step) {
    try {
      return step.get();
    } catch (RuntimeException e) {
      postpone.run();
      throw e;
    }
  }
}
