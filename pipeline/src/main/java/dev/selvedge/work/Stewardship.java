package dev.selvedge.work;

import dev.selvedge.RecordRef;
import dev.selvedge.person.identity.Link;
import dev.selvedge.person.identity.LinkDecision;
import dev.selvedge.trail.ByHand;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// What stewards do about who is who. A decision is kept at once; the hub that resolves works it
/// through as it does a record that came in, and the trail says so then. Thread-safe.
public final class Stewardship {
  private final Store store;
  private final InstantSource clock;

  public Stewardship(Store store, InstantSource clock) {
    this.store = store;
    this.clock = clock;
  }

  /// What became of a decision.
  public sealed interface Taken {
    record Noted(LinkDecision decision) implements Taken {}

    /// No system has told of this record.
    record Unknown(RecordRef record) implements Taken {}

    /// A record is together with itself in any case.
    record Itself() implements Taken {}
  }

  /// Decides about a record.
  public Taken decide(RecordRef record, Link link, ByHand hand) {
    if (link instanceof Link.TogetherWith(RecordRef other) && other.equals(record)) {
      return new Taken.Itself();
    }
    List<RecordRef> named =
        link instanceof Link.TogetherWith(RecordRef other)
            ? List.of(record, other)
            : List.of(record);
    return store.write(
        ports -> {
          List<RecordRef> known =
              ports.contributions().find(named).stream()
                  .map(stored -> stored.contribution().ref())
                  .toList();
          for (RecordRef one : named) {
            if (!known.contains(one)) {
              return new Taken.Unknown(one);
            }
          }
          LinkDecision decision =
              new LinkDecision(
                  record,
                  link,
                  hand.who(),
                  hand.why(),
                  clock.instant().truncatedTo(ChronoUnit.MILLIS));
          ports.links().decide(decision);
          return new Taken.Noted(decision);
        });
  }
}
