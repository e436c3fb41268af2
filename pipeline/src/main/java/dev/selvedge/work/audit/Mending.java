package dev.selvedge.work.audit;

import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.Audits.Choice;
import dev.selvedge.audit.Audits.Found;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Hop;
import dev.selvedge.audit.Mirror;
import dev.selvedge.audit.Remedy;
import dev.selvedge.audit.RepairPolicy;
import dev.selvedge.audit.Shown;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// Does something about what an audit found: sends, reads or maps again, adopts, or leaves alone
/// with a reason. Every act is on the trail, and noted with the difference. Used by one thread.
public final class Mending {
  private static final int AT_ONCE = 200;

  /// How often one contact is asked for at most.
  private static final int TRIES = 4;

  private final Auditor.Parts parts;

  public Mending(Auditor.Parts parts) {
    this.parts = parts;
  }

  /// What came of it.
  ///
  /// @param done how many things each remedy was used for
  /// @param left how many differences nothing can be done about
  /// @param refused why nothing was done at all, a sentence; empty where something was
  /// @param troubles what could not be read, a sentence each
  public record Tally(Map<Remedy, Integer> done, int left, String refused, List<String> troubles) {
    public Tally {
      done = Map.copyOf(done);
      troubles = List.copyOf(troubles);
    }

    /// How many things something was done about.
    public int all() {
      return done.values().stream().mapToInt(Integer::intValue).sum();
    }
  }

  /// What a project mends by itself, after an audit that came to its end. Of very many differences
  /// only the first are kept one by one: how many there are tells the audit.
  public Tally byItself(Audit audit, RepairPolicy policy) {
    if (!policy.on() || audit.state() != Audit.State.DONE) {
      return new Tally(Map.of(), 0, "", List.of());
    }
    long differing = audit.result().differing();
    return differing > policy.atMost() && !isKeptWhole(audit)
        ? refused(differing, policy.atMost())
        : mend(
            Choice.OPEN,
            policy.atMost(),
            new Turn(audit.id(), new ByHand("the schedule", ""), true));
  }

  private boolean isKeptWhole(Audit audit) {
    long found =
        audit.result().groups().stream()
            .filter(group -> group.hop() != Hop.NOT_OURS)
            .mapToLong(AuditResult.Group::count)
            .sum();
    AtomicLong kept = new AtomicLong();
    page(
        audit.id(),
        Choice.ALL,
        some ->
            kept.addAndGet(
                some.stream().filter(one -> one.difference().hop() != Hop.NOT_OURS).count()));
    return kept.get() >= found;
  }

  private static Tally refused(long many, int atMost) {
    return new Tally(
        Map.of(),
        0,
        String.format(
            Locale.UK,
            "Nothing was mended: %,d %s would change, and at most %,d may. Look whether the"
                + " audit is right about them, then allow more.",
            many,
            many == 1 ? "thing" : "things",
            atMost),
        List.of());
  }

  /// Mends the open differences of a choice.
  ///
  /// @param atMost where more things than that would change, none is
  public Tally mend(long audit, Choice choice, int atMost, ByHand hand) {
    return mend(choice, atMost, new Turn(audit, hand, false));
  }

  private Tally mend(Choice choice, int atMost, Turn turn) {
    int many = things(turn.audit, choice);
    if (many > atMost) {
      return refused(many, atMost);
    }
    page(turn.audit, open(choice), turn::take);
    return turn.tally();
  }

  /// Mends one difference.
  public Tally mend(long audit, long number, ByHand hand) {
    Turn turn = new Turn(audit, hand, false);
    find(audit, number).ifPresent(found -> turn.take(List.of(found)));
    return turn.tally();
  }

  /// Leaves one alone for as long as the target shows the same; told again once it does not.
  ///
  /// @return whether there is such a difference
  public boolean ignore(long audit, long number, ByHand hand) {
    Optional<Found> found = find(audit, number);
    found.ifPresent(
        one -> {
          Instant now = parts.clock().instant();
          Difference difference = one.difference();
          parts
              .store()
              .change(
                  ports -> {
                    ports
                        .audits()
                        .ignore(
                            new Audits.Ignored(
                                parts.mirror().target(),
                                difference.subject(),
                                difference.gap().kind(),
                                Audits.Ignored.field(
                                    difference.subject(), difference.remote(), difference.gap()),
                                difference.gap().shown(),
                                hand.who(),
                                hand.why(),
                                now));
                    ports
                        .audits()
                        .mended(audit, List.of(number), "left alone " + hand.words(), now);
                    ports
                        .trail()
                        .append(
                            List.of(entry(difference, "left alone as it is " + hand.words(), now)));
                  });
        });
    return found.isPresent();
  }

  private Optional<Found> find(long audit, long number) {
    return parts
        .store()
        .read(ports -> ports.audits().differences(audit, Choice.ALL, number - 1, 1))
        .stream()
        .filter(found -> found.number() == number)
        .findFirst();
  }

  private static Choice open(Choice choice) {
    return new Choice(choice.kind(), choice.hop(), choice.field(), true);
  }

  /// How many things would change if the open differences of a choice were mended.
  public int things(long audit, Choice choice) {
    Set<Subject> subjects = new HashSet<>();
    page(
        audit,
        open(choice),
        some ->
            some.stream()
                .map(Found::difference)
                .filter(one -> Remedy.of(one).helps())
                .forEach(one -> subjects.add(one.subject())));
    return subjects.size();
  }

  private void page(long audit, Choice choice, java.util.function.Consumer<List<Found>> each) {
    long after = 0;
    while (true) {
      long from = after;
      List<Found> some =
          parts.store().read(ports -> ports.audits().differences(audit, choice, from, AT_ONCE));
      if (some.isEmpty()) {
        return;
      }
      each.accept(some);
      after = some.getLast().number();
    }
  }

  private static TrailEntry entry(Difference difference, String sentence, Instant now) {
    boolean order = difference.subject().facet() == Facet.ORDER;
    return new TrailEntry(
        now,
        Stage.AUDIT,
        "mended",
        new TrailEntry.About(
            difference.person().value(), order ? difference.subject().id() : "", "", "", 0),
        "An audit found that it " + difference.gap().kind().words() + ": " + sentence);
  }

  /// One round of mending.
  private final class Turn {
    private final long audit;
    private final ByHand hand;
    private final boolean byItself;
    private final Map<Remedy, Set<Subject>> done = new EnumMap<>(Remedy.class);
    private final List<String> troubles = new ArrayList<>();
    private int left;

    /// @param byItself whether no person decides it
    Turn(long audit, ByHand hand, boolean byItself) {
      this.audit = audit;
      this.hand = hand;
      this.byItself = byItself;
    }

    Tally tally() {
      Map<Remedy, Integer> counts = new EnumMap<>(Remedy.class);
      done.forEach((remedy, subjects) -> counts.put(remedy, subjects.size()));
      return new Tally(counts, left, "", troubles);
    }

    void take(List<Found> some) {
      Map<Remedy, List<Found>> byRemedy = new EnumMap<>(Remedy.class);
      some.forEach(
          found ->
              byRemedy
                  .computeIfAbsent(remedy(found.difference()), key -> new ArrayList<>())
                  .add(found));
      byRemedy.forEach(
          (remedy, founds) -> {
            switch (remedy) {
              case SEND_AGAIN -> sendAgain(founds);
              case READ_AGAIN -> readAgain(founds);
              case MAP_AGAIN -> mapAgain(founds);
              case ADOPT -> adopt(founds);
              case NONE -> left += founds.size();
            }
          });
    }

    private Remedy remedy(Difference difference) {
      return byItself && isPersonal(difference) ? Remedy.NONE : Remedy.of(difference);
    }

    /// Whoever was taken off a list that people decide about may have asked for it, and who was put
    /// on one of a rule's by somebody may be meant to be on it: only a person undoes that.
    private boolean isPersonal(Difference difference) {
      String list = difference.gap().field();
      return switch (difference.gap().kind()) {
        case OFF_LIST ->
            difference.hop() == Hop.CHANGED_AFTERWARDS
                && has(parts.rules().choices().topics(), list);
        case ON_LIST ->
            has(parts.rules().choices().ruled().keySet(), list) && !isPlanned(difference.subject());
        default -> false;
      };
    }

    private static boolean has(Set<Topic> topics, String list) {
      return topics.stream().anyMatch(topic -> topic.equals(Topic.list(list)));
    }

    private boolean isPlanned(Subject subject) {
      return !parts
          .store()
          .read(ports -> ports.deliveries().find(parts.mirror().target(), List.of(subject)))
          .isEmpty();
    }

    private void sendAgain(List<Found> founds) {
      Instant now = parts.clock().instant();
      parts
          .store()
          .change(
              ports -> {
                ports.deliveries().plan(new DueAgain(parts, ports, now).of(founds));
                note(Remedy.SEND_AGAIN, founds, ports, now);
              });
    }

    private void readAgain(List<Found> founds) {
      Map<Feed, List<Found>> byFeed = new LinkedHashMap<>();
      for (Found found : founds) {
        RecordRef ref = RecordRef.parse(found.difference().remote());
        byFeed
            .computeIfAbsent(new Feed(ref.system(), ref.kind()), key -> new ArrayList<>())
            .add(found);
      }
      byFeed.forEach(this::readAgain);
    }

    private void readAgain(Feed feed, List<Found> founds) {
      Optional<TargetedSource> source =
          parts.sources().stream().filter(it -> it.feed().equals(feed)).findFirst();
      if (source.isEmpty()) {
        left += founds.size();
        return;
      }
      for (List<Found> some : Chunks.of(founds, Math.clamp(source.get().most(), 1, AT_ONCE))) {
        Instant now = parts.clock().instant();
        List<String> keys =
            some.stream()
                .map(it -> RecordRef.parse(it.difference().remote()).key())
                .distinct()
                .toList();
        try {
          List<SourceRecord> records = source.get().read(keys, now).records();
          parts
              .store()
              .change(
                  ports -> {
                    ports.inbox().accept(records, now);
                    note(Remedy.READ_AGAIN, some, ports, now);
                  });
        } catch (SourceException e) {
          troubles.add(feed + " could not be read: " + e.getMessage() + ".");
          left += some.size();
        }
      }
    }

    /// Raw records are kept for a while only: what is not there any more is read anew.
    private void mapAgain(List<Found> founds) {
      Instant now = parts.clock().instant();
      List<Found> gone =
          parts
              .store()
              .write(
                  ports -> {
                    Map<RecordRef, Long> kept = kept(founds, ports);
                    List<Found> here = new ArrayList<>();
                    List<Found> lost = new ArrayList<>();
                    for (Found found : founds) {
                      boolean raw = kept.containsKey(ref(found));
                      (raw ? here : lost).add(found);
                    }
                    ports.inbox().reopen(kept.values().stream().distinct().toList());
                    if (!here.isEmpty()) {
                      note(Remedy.MAP_AGAIN, here, ports, now);
                    }
                    return lost;
                  });
      readAgain(gone);
    }

    private Map<RecordRef, Long> kept(List<Found> founds, Store.Ports ports) {
      Map<RecordRef, Long> kept = new LinkedHashMap<>();
      ports
          .contributions()
          .find(founds.stream().map(Turn::ref).distinct().toList())
          .forEach(
              held ->
                  ports
                      .inbox()
                      .find(held.inboxId())
                      .ifPresent(raw -> kept.put(held.contribution().ref(), held.inboxId())));
      return kept;
    }

    private static RecordRef ref(Found found) {
      return RecordRef.parse(found.difference().remote());
    }

    /// The contact is read once more: what it says now is what counts.
    private void adopt(List<Found> founds) {
      Calls calls =
          new Calls(
              parts.mirror(), parts.gate(), parts.pause(), parts.clock(), TRIES * founds.size());
      for (Found found : founds) {
        Instant now = parts.clock().instant();
        String number = found.difference().remote();
        try {
          Optional<SourceRecord> decision =
              calls
                  .make(Mirror.Call.CONTACT, () -> parts.mirror().contact(number, ""))
                  .filter(it -> it.mail() != Shown.Mail.MAILED)
                  .flatMap(it -> parts.mirror().decision(it, now));
          parts
              .store()
              .change(
                  ports -> {
                    ports.inbox().accept(decision.stream().toList(), now);
                    note(Remedy.ADOPT, List.of(found), ports, now);
                  });
        } catch (SourceException e) {
          troubles.add(e.getMessage() + ".");
          left++;
        }
      }
    }

    private void note(Remedy remedy, List<Found> founds, Store.Ports ports, Instant now) {
      String words = remedy.words() + " " + hand.words();
      ports.audits().mended(audit, founds.stream().map(Found::number).toList(), words, now);
      ports.trail().append(founds.stream().map(it -> entry(it.difference(), words, now)).toList());
      founds.forEach(
          it ->
              done.computeIfAbsent(remedy, key -> new HashSet<>()).add(it.difference().subject()));
    }
  }
}
