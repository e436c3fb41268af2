package dev.selvedge.work.send;

import dev.selvedge.ContentHash;
import dev.selvedge.Outcome;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Subject;
import dev.selvedge.send.Doubts;
import dev.selvedge.send.Handover.Knowledge;
import dev.selvedge.send.Job;
import dev.selvedge.send.SendRules;
import dev.selvedge.send.Settler;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.send.Settler.Sent;
import dev.selvedge.send.Target;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Progress;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.Target.Sighting;
import dev.selvedge.send.Target.Submission;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Hands claimed deliveries of one target over in imports, asks how they are doing and settles
/// their items. Every step is on disk before the next: an import whose answer was lost, by a cut
/// line or by our own death, is looked for and not repeated blindly. Thread-safe.
final class Imports {
  private static final Duration FIRST_ASK = Duration.ofMillis(500);
  private static final Duration CALL_ENDS_WITHIN = Duration.ofMinutes(5);
  private static final String HOW = "in an import";

  /// A report may be a moment late to be known.
  private static final Duration KNOWN_WITHIN = Duration.ofMinutes(1);

  /// Whoever was asleep for longer than this between packing and calling may have been looked for
  /// meanwhile, and taken for lost.
  private static final Duration CALLED_WITHIN = Duration.ofSeconds(30);

  private final HubParts parts;
  private final Target target;
  private final SendRules rules;
  private final PastGate past;
  private final Settling settling;
  private final OnceOnly onceOnly;
  private final Charges charges;
  private final Map<Long, Job> open = new ConcurrentHashMap<>();
  private final ImportPace pace;

  Imports(HubParts parts, Target target, SendRules rules, PastGate past, Settling settling) {
    this.past = past;
    this.parts = parts;
    this.target = target;
    this.rules = rules;
    this.settling = settling;
    this.charges = new Charges(parts, target, rules, settling);
    this.onceOnly = new OnceOnly(parts.store(), CALL_ENDS_WITHIN);
    this.pace = ImportPace.of(target);
  }

  /// Takes up jobs that an earlier run, or one that has died, was minding.
  void takeUp(List<Job> jobs) {
    jobs.stream()
        .filter(job -> job.target().equals(target.name()))
        .forEach(job -> open.put(job.id(), job));
  }

  /// Those that are not settled, oldest first.
  List<Job> open() {
    return open.values().stream().sorted(Comparator.comparingLong(Job::id)).toList();
  }

  ImportPace pace() {
    return pace;
  }

  /// Packs and hands over what was claimed for a job. Whatever goes wrong in the machinery before
  /// it leaves, its rows do not stay claimed; once it may have left it is looked for.
  void handOver(Job packing, List<Delivery> claimed) {
    try {
      packAndHandOver(packing, claimed);
    } catch (RuntimeException e) {
      if (!open.containsKey(packing.id())) {
        settling.later(ports -> release(packing, ports));
      }
      throw e;
    }
  }

  private void release(Job job, Store.Ports ports) {
    ports.deliveries().release(List.of(job.claimant()), parts.clock().instant());
    ports.handovers().remove(job.id());
    ports.jobs().close(job.id());
  }

  private void packAndHandOver(Job packing, List<Delivery> claimed) {
    settling.journeys().begin(claimed);
    Outgoing outgoing = HandingOut.look(claimed, parts, past);
    settling.settle(packing.claimant(), outgoing.needless());
    Map<Delivery, Item> together = new LinkedHashMap<>();
    List<Attempt> lone = new ArrayList<>();
    outgoing
        .toSend()
        .forEach(
            (row, item) -> {
              String why = Alone.why(item);
              if (!why.isEmpty()) {
                lone.add(settling.byItself(row, why));
              } else {
                together.put(row, item);
              }
            });
    settling.settle(packing.claimant(), lone);
    if (together.isEmpty()) {
      abandon(packing, claimed.getFirst());
    } else {
      submit(packing, together);
    }
  }

  private void submit(Job packing, Map<Delivery, Item> together) {
    Target.Parcel parcel = target.pack(packing.facet(), List.copyOf(together.values()));
    Map<Subject, ContentHash> planned =
        together.keySet().stream().collect(Collectors.toMap(Delivery::subject, Delivery::desired));
    Set<Subject> packed = parcel.packed().stream().map(Item::subject).collect(Collectors.toSet());
    Instant now = parts.clock().instant();
    settling.settle(
        packing.claimant(),
        together.entrySet().stream()
            .filter(entry -> !packed.contains(entry.getKey().subject()))
            .map(entry -> settling.leftOver(entry.getKey(), now))
            .toList());
    if (packed.isEmpty()) {
      abandon(packing, together.keySet().iterator().next());
      return;
    }
    if (charges.waits(packing, parcel, together.keySet())) {
      return;
    }
    Job job =
        packing.handingOver(
            parcel.packed().stream().map(item -> SentItem.of(item, planned)).toList(),
            parts.clock().instant());
    if (mayLeave(job)) {
      pace.leaves(job, together.size() - packed.size());
      leave(job, parcel);
    }
  }

  /// Notes what is about to leave, which may take so long, or come so late, that it must not.
  private boolean mayLeave(Job job) {
    boolean ours = parts.store().write(ports -> isNoted(job, ports));
    boolean late = parts.clock().instant().isAfter(job.startedAt().plus(CALLED_WITHIN));
    if (ours && late) {
      parts.store().change(ports -> release(job, ports));
    }
    return ours && !late;
  }

  /// False where another process took us for dead while we slept, and sends these.
  private boolean isNoted(Job job, Store.Ports ports) {
    boolean ours = ports.jobs().pack(job);
    if (ours) {
      onceOnly.remember(job, Knowledge.NONE, ports);
    }
    return ours;
  }

  private void leave(Job job, Target.Parcel parcel) {
    open.put(job.id(), job);
    Submission submission = settling.journeys().together(job, parcel::handOver);
    if (submission instanceof Submission.Lost) {
      pace.lost(job);
    } else {
      pace.answered(job);
    }
    switch (submission) {
      case Submission.Accepted(String remoteId) ->
          keep(job.running(remoteId, parts.clock().instant().plus(FIRST_ASK)), Knowledge.ANSWERED);
      case Submission.Settled(Map<Subject, Settlement> settlements) -> {
        pace.wentThrough(job);
        Settlement missing =
            new Settlement(new Outcome.Retry("it was not answered", Instant.EPOCH), "");
        end(job, row -> settlements.getOrDefault(row.subject(), missing));
      }
      case Submission.NotAccepted(Outcome.Snooze snooze) when charges.areOwn(job) -> {
        onceOnly.notMade(job);
        settleRows(job, (row, sent) -> settling.notNow(row, snooze.why(), snooze.until()));
      }
      case Submission.NotAccepted(Outcome.Snooze snooze) -> {
        // Nothing happened to any of them; all imports of the facet wait, not these items.
        pace.rest(job.facet(), snooze.until());
        parts.store().change(ports -> release(job, ports));
        close(job);
      }
      case Submission.NotAccepted(Outcome outcome) -> {
        onceOnly.notMade(job);
        end(job, row -> new Settlement(outcome, ""));
      }
      case Submission.Refused(Outcome whenAlone, boolean tooLarge) -> {
        onceOnly.notMade(job);
        if (tooLarge) {
          pace.tooLarge(job);
        }
        split(job, whenAlone);
      }
      case Submission.Lost ignored ->
          keep(job.inDoubt(parts.clock().instant().plus(rules.doubts().lookEvery())));
    }
    settling.listen();
  }

  /// Nothing is left to hand over, so the call is not made.
  private void abandon(Job packing, Delivery one) {
    parts
        .store()
        .change(
            ports -> {
              settling.giveBack(one, Target.Way.TOGETHER, ports);
              ports.jobs().close(packing.id());
            });
  }

  /// Known first and stored then: should the store be away, this run still minds it rightly.
  private void keep(Job job) {
    open.put(job.id(), job);
    parts.store().change(ports -> ports.jobs().update(job));
  }

  private void keep(Job job, Knowledge knowledge) {
    open.put(job.id(), job);
    parts
        .store()
        .change(
            ports -> {
              ports.jobs().update(job);
              onceOnly.remember(job, knowledge, ports);
            });
  }

  /// Whether it is time to ask or to look for a job. One that is being handed over is left alone
  /// until its call must have ended, however it did.
  boolean isDue(Job job, Instant now) {
    return switch (job.stage()) {
      case PACKING -> false;
      case HANDING_OVER -> now.isAfter(job.startedAt().plus(CALL_ENDS_WITHIN));
      case RUNNING, IN_DOUBT -> !job.askAt().isAfter(now);
    };
  }

  /// Asks or looks for a job whose time has come.
  void ask(Job job) {
    switch (job.stage()) {
      case RUNNING -> askProgress(job);
      case HANDING_OVER, IN_DOUBT -> look(job);
      case PACKING -> throw new IllegalStateException("a job that is being packed is not open");
    }
    settling.listen();
  }

  private void askProgress(Job job) {
    switch (settling.journeys().asking(job, () -> target.progress(job))) {
      case Progress.Running(Instant askAgainAt) -> askLater(job, askAgainAt);
      case Progress.NotKnown(Instant askAgainAt, String ignored) -> askLater(job, askAgainAt);
      case Progress.Gone ignored -> {
        Instant now = parts.clock().instant();
        boolean soon = now.isBefore(job.startedAt().plus(KNOWN_WITHIN));
        keep(soon ? job.askedAgain(now.plus(rules.doubts().lookEvery())) : job.inDoubt(now));
      }
      case Progress.Failed(Outcome outcome) -> end(job, row -> new Settlement(outcome, ""));
      case Progress.Refused(Outcome whenAlone) -> split(job, whenAlone);
      case Progress.Finished(Map<Subject, Settlement> settlements) -> {
        pace.wentThrough(job);
        Settlement missing =
            new Settlement(
                new Outcome.Retry("missing from the import's report", Instant.EPOCH), "");
        end(job, row -> settlements.getOrDefault(row.subject(), missing));
      }
    }
  }

  /// One that does not end is looked up; an enrolment that the target has and does not end is as it
  /// is where looking gives no certainty.
  private void askLater(Job job, Instant at) {
    Instant now = parts.clock().instant();
    boolean overdue = now.isAfter(job.startedAt().plus(rules.doubts().importEndsWithin()));
    if (overdue && !job.facet().recognisable()) {
      end(job, row -> unsure("it has not ended", rules.doubts().unsure(), now));
    } else {
      keep(overdue ? job.inDoubt(at) : job.askedAgain(at));
    }
  }

  /// What of a lost job is found decides; what cannot be repeated safely is not, unless the project
  /// says so.
  private void look(Job job) {
    Instant now = parts.clock().instant();
    Doubts doubts = rules.doubts();
    boolean recognisable = job.facet().recognisable();
    boolean longAgo = now.isAfter(job.startedAt().plus(doubts.patience(job.facet())));
    switch (target.lookFor(job, () -> onceOnly.others(job))) {
      case Sighting.Found(String remoteId) -> found(job, remoteId, now);
      case Sighting.Done ignored ->
          end(
              job,
              row ->
                  recognisable
                      ? again("its answer was lost; it shows in the target", now)
                      : new Settlement(new Outcome.Done(), ""));
      case Sighting.NotSeen ignored -> {
        if (longAgo) {
          onceOnly.notMade(job);
          end(job, row -> again("its answer was lost and nothing of it shows", now));
        } else {
          keep(job.inDoubt(doubts.lookAgain(job, now)));
        }
      }
      case Sighting.NotKnown ignored -> {
        if (longAgo && recognisable) {
          end(job, row -> again("its answer was lost and cannot be looked up", now));
        } else if (now.isAfter(job.startedAt().plus(doubts.importEndsWithin()))) {
          end(job, row -> unsure("it cannot be looked up", doubts.unsure(), now));
        } else {
          keep(job.inDoubt(doubts.lookAgain(job, now)));
        }
      }
      case Sighting.Ambiguous(String why) -> {
        if (longAgo) {
          end(job, row -> unsure(why, doubts.unsure(), now));
        } else {
          keep(job.inDoubt(doubts.lookAgain(job, now)));
        }
      }
    }
  }

  private void found(Job job, String remoteId, Instant now) {
    if (remoteId.equals(job.remoteId())) {
      keep(job.running(remoteId, now));
    } else {
      keep(job.running(remoteId, now), Knowledge.FOUND);
    }
  }

  private static Settlement again(String why, Instant now) {
    return new Settlement(new Outcome.Unknown(why, now), "");
  }

  private static Settlement unsure(String why, Doubts.Unsure choice, Instant now) {
    return switch (choice) {
      case AT_MOST_ONCE ->
          new Settlement(
                  new Outcome.Drop(why + "; by the project's choice (at most once) not repeated"),
                  "")
              .butMayStand();
      case AT_LEAST_ONCE -> again(why + "; by the project's choice (at least once) repeated", now);
    };
  }

  /// Refused as a whole: in two halves, until the culprit is alone. When everything is refused, no
  /// item is to blame and halving would never end.
  private void split(Job job, Outcome whenAlone) {
    boolean everything = pace.refusedOnceMore();
    int company = job.items().size();
    settleRows(
        job,
        (row, sent) -> {
          Sent what = what(job, row, sent, "");
          return everything
              ? settling.given(row, what, whenAlone)
              : settling.smaller(row, what, whenAlone, company);
        });
  }

  private void end(Job job, Function<Delivery, Settlement> settlement) {
    settleRows(
        job,
        (row, sent) -> {
          Settlement one = settlement.apply(row);
          return settling.attempt(row, what(job, row, sent, one.remoteId()), one, HOW);
        });
  }

  private static Sent what(Job job, Delivery row, Job.Sent sent, String remoteId) {
    return new Sent(
        sent.hash(),
        sent.planned(),
        Settling.remoteId(row, sent, remoteId),
        sent.address(),
        new Settler.Told(sent.tellings(), job.startedAt()));
  }

  private interface Verdict {
    Attempt on(Delivery row, Job.Sent sent);
  }

  private void settleRows(Job job, Verdict verdict) {
    Map<Subject, Delivery> rows =
        parts
            .store()
            .read(
                ports ->
                    ports
                        .deliveries()
                        .find(target.name(), job.items().stream().map(Job.Sent::subject).toList()))
            .stream()
            .filter(row -> row.state() == Delivery.State.CLAIMED)
            .collect(Collectors.toMap(Delivery::subject, row -> row));
    List<Attempt> attempts = new ArrayList<>(rows.size());
    for (Job.Sent sent : job.items()) {
      Delivery row = rows.get(sent.subject());
      if (row != null) {
        attempts.add(verdict.on(row, sent));
      }
    }
    settling.journeys().takeUp(job, rows.values());
    settling.settle(job.claimant(), sparingDecliners(attempts));
    parts.store().change(ports -> ports.jobs().close(job.id()));
    close(job);
  }

  private void close(Job job) {
    open.remove(job.id());
    pace.over(job);
    settling.journeys().ended(job);
  }

  /// What is wrong with a contact or a number does not hold back that somebody declined: a call of
  /// its own says at least that.
  private List<Attempt> sparingDecliners(List<Attempt> attempts) {
    if (attempts.stream().noneMatch(Declining::isParked)) {
      return attempts;
    }
    Set<Subject> declined =
        parts.store().read(ports -> Declining.among(attempts, parts.rules(), ports));
    return attempts.stream()
        .map(
            attempt ->
                Declining.isParked(attempt) && declined.contains(attempt.delivery().subject())
                    ? settling.byItself(attempt, "it was refused in an import, and they declined")
                    : attempt)
        .toList();
  }
}
