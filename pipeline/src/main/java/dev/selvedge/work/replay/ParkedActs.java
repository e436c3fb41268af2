package dev.selvedge.work.replay;

import dev.selvedge.Payload;
import dev.selvedge.SystemName;
import dev.selvedge.inbox.Edit;
import dev.selvedge.mapping.rule.RecordBody;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Subject;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/// What people do about parked items: edit, replay, discard. Every act is on the trail, with who
/// and why; none of them calls anybody, the loops go on from there. Thread-safe.
public final class ParkedActs {
  /// Items in one transaction: long ones would hold up intake.
  private static final int AT_ONCE = 500;

  /// Larger bodies are not written by hand.
  public static final int LARGEST_BODY = 5 * 1024 * 1024;

  private final ReplayParts parts;

  public ParkedActs(ReplayParts parts) {
    this.parts = parts;
  }

  /// How many it was done with, and how many it cannot be done with.
  public record Tally(long done, long left) {
    private Tally and(long doneToo, long leftToo) {
      return new Tally(done + doneToo, left + leftToo);
    }
  }

  /// What became of an edit.
  public sealed interface Edited {
    record Stored(int version) implements Edited {}

    /// It is not a record: the sentence says where.
    record Unusable(String sentence) implements Edited {}

    /// It is not parked any more, or there is no record behind it.
    record NotThere() implements Edited {}
  }

  /// Puts the chosen items on their way again. Repeating it changes nothing: a record waits in the
  /// inbox once, and whatever of it is known already is not news.
  ///
  /// @param progress is told how many have been done
  public Tally replay(Choice choice, ByHand hand, LongConsumer progress) {
    return each(choice, progress, (page, ports, now) -> replay(page, hand, ports, now));
  }

  /// Takes the chosen items off the list for good; what came stays in the inbox as history.
  public Tally discard(Choice choice, ByHand hand, LongConsumer progress) {
    return each(choice, progress, (page, ports, now) -> discard(page, hand, ports, now));
  }

  /// Something done with a page; says with how many it could not be done.
  @FunctionalInterface
  private interface Act {
    long on(List<Parked> page, Store.Ports ports, Instant now);
  }

  private record Step(int size, long left) {}

  private Tally each(Choice choice, LongConsumer progress, Act act) {
    Pages pages = new Pages(parts.store(), choice, AT_ONCE);
    Tally tally = new Tally(0, 0);
    while (true) {
      Step step =
          parts
              .store()
              .write(
                  ports -> {
                    List<Parked> page = pages.next(ports.parked());
                    Instant now = parts.clock().instant();
                    return new Step(page.size(), page.isEmpty() ? 0 : act.on(page, ports, now));
                  });
      if (step.size() == 0) {
        return tally;
      }
      tally = tally.and(step.size() - step.left(), step.left());
      progress.accept(tally.done() + tally.left());
    }
  }

  private static long replay(List<Parked> page, ByHand hand, Store.Ports ports, Instant now) {
    Sorted sorted = Sorted.of(page);
    ParkedEntries entries = new ParkedEntries("replayed", hand, now);
    Missed missed = new Missed(now);
    List<Long> numbers = new ArrayList<>();
    List<String> needless = new ArrayList<>();
    sorted.accepted().values().forEach(parked -> numbers.add(parked.number()));
    entries.of(sorted.accepted().values());
    sorted
        .sendings()
        .forEach(
            (target, bySubject) -> {
              Map<Subject, Delivery> standing = standing(target, bySubject.keySet(), ports);
              bySubject.forEach(
                  (subject, parked) -> {
                    Delivery delivery = standing.get(subject);
                    if (delivery == null || delivery.state() == Delivery.State.SETTLED) {
                      needless.add(parked.item().subject());
                    } else {
                      numbers.add(parked.number());
                    }
                  });
              standing.values().forEach(entries::ofDelivery);
              missed.sendings(bySubject, standing);
              ports.deliveries().replay(target, bySubject.keySet(), now);
            });
    missed.records(sorted.accepted(), ports.inbox());
    ports.freshness().add(missed.all());
    ports.inbox().reopen(sorted.inboxIds());
    ports.parked().replayed(numbers, now);
    ports.parked().clear(needless);
    ports.trail().append(entries.list());
    return sorted.rows().size();
  }

  private static long discard(List<Parked> page, ByHand hand, Store.Ports ports, Instant now) {
    Sorted sorted = Sorted.of(page);
    ParkedEntries entries = new ParkedEntries("discarded", hand, now);
    entries.of(sorted.accepted().values()).of(sorted.rows());
    sorted
        .sendings()
        .forEach(
            (target, bySubject) -> {
              standing(target, bySubject.keySet(), ports).values().forEach(entries::ofDelivery);
              ports.deliveries().unpark(target, bySubject.keySet(), Delivery.State.SETTLED, now);
            });
    // one that was replayed and waits for its turn does not go either
    ports.inbox().settle(sorted.inboxIds());
    ports.parked().clear(page.stream().map(parked -> parked.item().subject()).toList());
    ports.trail().append(entries.list());
    return 0;
  }

  private static Map<Subject, Delivery> standing(
      SystemName target, Collection<Subject> subjects, Store.Ports ports) {
    return ports.deliveries().find(target, subjects).stream()
        .collect(Collectors.toMap(Delivery::subject, delivery -> delivery));
  }

  /// Writes a body in the place of the one that came. The original stays, and so do earlier
  /// edits.
  public Edited edit(long number, Payload body, ByHand hand) {
    if (body.size() > LARGEST_BODY) {
      return new Edited.Unusable("The record is larger than " + LARGEST_BODY + " bytes.");
    }
    if (RecordBody.read(body.toBytes()) instanceof RecordBody.Reading.Broken broken) {
      return new Edited.Unusable(broken.sentence());
    }
    return parts
        .store()
        .write(
            ports -> {
              Optional<Parked> parked = ports.parked().find(number);
              if (parked.isEmpty()
                  || !(Parking.of(parked.get()) instanceof Parking.Accepted(long inboxId))
                  || ports.inbox().original(inboxId).isEmpty()) {
                return new Edited.NotThere();
              }
              Instant now = parts.clock().instant();
              Edit stored =
                  ports.inbox().edit(inboxId, body, new Edit.Made(now, hand.who(), hand.why()));
              String version = " (version " + stored.version() + ")";
              ports
                  .trail()
                  .append(new ParkedEntries("edited", hand, now).of(parked.get(), version).list());
              return new Edited.Stored(stored.version());
            });
  }

  /// Somebody looked at the record of an item in full; looking is on the trail too.
  ///
  /// @return the item with its record, empty when it is not parked any more
  public Optional<ParkedCase> show(long number, ByHand hand) {
    return parts
        .store()
        .write(
            ports -> {
              Optional<ParkedCase> found = ParkedCase.find(number, ports);
              ParkedEntries entries = new ParkedEntries("shown", hand, parts.clock().instant());
              found.ifPresent(shown -> entries.of(List.of(shown.parked())));
              ports.trail().append(entries.list());
              return found;
            });
  }

  /// Many were handed out in full.
  ///
  /// @param what which, in words
  public void exported(String what, ByHand hand) {
    List<TrailEntry> entries =
        new ParkedEntries("exported", hand, parts.clock().instant()).ofMany(what).list();
    parts.store().change(ports -> ports.trail().append(entries));
  }
}
