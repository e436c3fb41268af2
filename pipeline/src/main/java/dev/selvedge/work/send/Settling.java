package dev.selvedge.work.send;

import dev.selvedge.ContentHash;
import dev.selvedge.Outcome;
import dev.selvedge.Stage;
import dev.selvedge.person.Telling;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import dev.selvedge.plan.Detour;
import dev.selvedge.plan.OrderOwners;
import dev.selvedge.send.Condition;
import dev.selvedge.send.Heard;
import dev.selvedge.send.Job;
import dev.selvedge.send.SendRules;
import dev.selvedge.send.Settler;
import dev.selvedge.send.Settler.Aftermath;
import dev.selvedge.send.Settler.Attempt;
import dev.selvedge.send.Settler.Sent;
import dev.selvedge.send.Target;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Settlement;
import dev.selvedge.send.allowance.Reading;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Spans;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Writes down what became of sent items of one target, and what was heard about the target
/// itself. What many threads bring at once is stored in one transaction. Thread-safe.
final class Settling {
  private static final System.Logger LOG = System.getLogger(Settling.class.getName());

  /// Rows settled in one transaction: long ones would hold up intake.
  private static final int AT_ONCE = 500;

  /// With the loop's growing rests this is some minutes.
  private static final int TRIES = 12;

  private static final Settlement OURS =
      new Settlement(new Outcome.Retry("the hub itself failed; see its log", Instant.EPOCH), "");

  private final HubParts parts;
  private final Target target;
  private final SendRules rules;
  private final Journeys journeys;
  private final ReentrantLock writing = new ReentrantLock();
  private final ConcurrentLinkedQueue<Brought> waiting = new ConcurrentLinkedQueue<>();

  Settling(HubParts parts, Target target, SendRules rules) {
    this.parts = parts;
    this.target = target;
    this.rules = rules;
    this.journeys = new Journeys(parts, target.name());
  }

  /// Who follows what is sent.
  Journeys journeys() {
    return journeys;
  }

  /// What could not be stored at its time, because the store did not answer; it is done by
  /// [#flush].
  private final ConcurrentLinkedQueue<LeftOver> leftOver = new ConcurrentLinkedQueue<>();

  private static final class LeftOver {
    private final Consumer<Store.Ports> change;
    private int tries;

    LeftOver(Consumer<Store.Ports> change) {
      this.change = change;
    }
  }

  /// One thread's items; `stored` once they are on disk.
  private static final class Brought {
    private final String claimant;
    private final List<Attempt> attempts;
    private boolean stored;

    Brought(String claimant, List<Attempt> attempts) {
      this.claimant = claimant;
      this.attempts = attempts;
    }
  }

  /// Stores, together with what others bring meanwhile; returns when it is on disk.
  ///
  /// @param claimant who holds the rows
  void settle(String claimant, List<Attempt> attempts) {
    for (int from = 0; from < attempts.size(); from += AT_ONCE) {
      bring(claimant, attempts.subList(from, Math.min(from + AT_ONCE, attempts.size())));
    }
  }

  private void bring(String claimant, List<Attempt> attempts) {
    Brought mine = new Brought(claimant, attempts);
    waiting.add(mine);
    writing.lock();
    try {
      while (!mine.stored) {
        storeSome();
      }
    } catch (RuntimeException e) {
      // What is known must not be forgotten because the store was away for a moment.
      later(ports -> settle(claimant, attempts, ports, parts.clock().instant()));
      throw e;
    } finally {
      waiting.remove(mine);
      writing.unlock();
    }
  }

  /// To be stored when the store answers again.
  void later(Consumer<Store.Ports> change) {
    leftOver.add(new LeftOver(change));
  }

  /// Something went wrong here before it left: it is tried again, and it counts as an attempt, so
  /// that a fault of ours does not go round for ever.
  void postpone(Delivery row) {
    later(attempt(row, notSent(row), OURS, "not yet"));
  }

  /// The same where it may have left already.
  ///
  /// @param from when it was handed over
  void postpone(Delivery row, Item item, Instant from) {
    later(attempt(row, item, from, OURS, "not yet"));
  }

  private void later(Attempt attempt) {
    later(ports -> settle(parts.claimant(), List.of(attempt), ports, parts.clock().instant()));
  }

  private static Sent notSent(Delivery row) {
    return new Sent(row.desired(), row.desired(), "", "");
  }

  /// Stores what could not be stored at its time.
  void flush() {
    for (LeftOver next = leftOver.peek(); next != null; next = leftOver.peek()) {
      next.tries++;
      try {
        parts.store().change(next.change);
      } catch (RuntimeException e) {
        if (next.tries < TRIES) {
          throw e;
        }
        // A store that answers and will never take this must not stop everything else; what it is
        // about is taken over when this run ends.
        LOG.log(System.Logger.Level.ERROR, "the end of a delivery cannot be stored", e);
      }
      leftOver.remove(next);
    }
  }

  boolean isFlushed() {
    return leftOver.isEmpty();
  }

  private void settle(String claimant, List<Attempt> attempts, Store.Ports ports, Instant now) {
    Settler settler =
        new Settler(ports.deliveries(), ports.registers(), parts.rules().automations(), now);
    HandingOut.release(attempts, settler.settle(claimant, attempts), ports);
    journeys.over(attempts, ports);
  }

  private void storeSome() {
    List<Brought> together = new ArrayList<>();
    int count = 0;
    for (Brought next : waiting) {
      if (!together.isEmpty() && count + next.attempts.size() > AT_ONCE) {
        break;
      }
      together.add(next);
      count += next.attempts.size();
    }
    Instant now = parts.clock().instant();
    List<Heard> heard = target.heard();
    parts
        .store()
        .change(
            ports -> {
              together.forEach(one -> settle(one.claimant, one.attempts, ports, now));
              take(heard, ports, now);
            });
    together.forEach(brought -> brought.stored = true);
    together.forEach(brought -> journeys.tell(brought.attempts));
    together.forEach(waiting::remove);
  }

  /// Stores what was heard, when no item is settled with it.
  void listen() {
    List<Heard> heard = target.heard();
    if (!heard.isEmpty()) {
      Instant now = parts.clock().instant();
      parts.store().change(ports -> take(heard, ports, now));
    }
  }

  private void take(List<Heard> heard, Store.Ports ports, Instant now) {
    if (heard.isEmpty()) {
      return;
    }
    Condition before = ports.conditions().hold(target.name());
    Condition condition = before;
    Map<String, Window> windows = new HashMap<>();
    for (Heard one : heard) {
      condition = condition.after(one, now);
      switch (one) {
        case Heard.Allowed(Reading reading) ->
            windows.compute(
                reading.scope(),
                (scope, known) ->
                    (known == null ? window(scope, ports, now) : known).read(reading, now));
        case Heard.UsedUp(String scope, Instant until) ->
            windows.compute(
                scope,
                (name, known) ->
                    (known == null ? window(name, ports, now) : known).exhausted(until, now));
        case Heard.Answered ignored -> {}
        case Heard.NoAnswer ignored -> {}
        case Heard.Refused ignored -> {}
      }
    }
    windows.values().forEach(window -> ports.allowances().store(target.name(), window));
    if (!condition.equals(before)) {
      become(before, condition, ports, now);
    }
  }

  /// Stores how the target is; a change between well and ill is said once, in trail and log.
  void become(Condition before, Condition after, Store.Ports ports, Instant now) {
    ports.conditions().store(target.name(), after);
    if (before.isWell() == after.isWell()) {
      return;
    }
    String sentence =
        switch (after) {
          case Condition.Ill ill ->
              "nothing is sent to "
                  + target.title()
                  + " for now: "
                  + ill.sentence()
                  + ". It is asked again by itself; nothing is lost";
          case Condition.Well ignored ->
              "sending to " + target.title() + " goes on" + after(before, now);
        };
    LOG.log(after.isWell() ? System.Logger.Level.INFO : System.Logger.Level.WARNING, sentence);
    TrailEntry.About about = new TrailEntry.About(0, "", "", target.name().value(), 0);
    ports
        .trail()
        .append(
            List.of(
                new TrailEntry(now, Stage.SEND, after.isWell() ? "well" : "ill", about, sentence)));
  }

  private static String after(Condition before, Instant now) {
    return switch (before) {
      case Condition.Well ignored -> "";
      case Condition.Ill ill -> " after " + Spans.words(Duration.between(ill.since(), now));
    };
  }

  /// The window of a scope at this time, as all processes share it.
  Window window(String scope, Store.Ports ports, Instant now) {
    return ports
        .allowances()
        .hold(target.name(), scope)
        .map(window -> window.assuming(scope(scope)))
        .orElseGet(() -> Window.of(scope(scope), now))
        .at(now);
  }

  /// A call that was taken for this and need not be made after all.
  void giveBack(Delivery claimed, Target.Way way, Store.Ports ports) {
    if (target.cost(claimed.subject().facet(), way) instanceof Target.Cost.OneOf(String scope)) {
      Window window = window(scope, ports, parts.clock().instant());
      ports.allowances().store(target.name(), window.giveBack(claimed.lane(), 1));
    }
  }

  Scope scope(String name) {
    return target.scopes().stream()
        .filter(scope -> scope.name().equals(name))
        .findFirst()
        .orElseGet(() -> new Scope(name, Duration.ofMinutes(1), 1));
  }

  /// @param from when it was handed over
  Attempt attempt(Delivery row, Item item, Instant from, Settlement settlement, String how) {
    Sent sent =
        new Sent(
            item.desired().hash(),
            row.desired(),
            remoteId(row, owner(item), settlement.remoteId()),
            address(item),
            new Settler.Told(told(item, settlement), from));
    Attempt attempt = sparingDecliners(attempt(row, sent, settlement, how), item, settlement);
    return item.halfway() || Detour.isOne(sent.address())
        ? new Attempt(
            attempt.delivery(), attempt.outcome(), sent, attempt.how(), new Aftermath.OnItsWay())
        : attempt;
  }

  private Attempt sparingDecliners(Attempt attempt, Item item, Settlement settlement) {
    boolean undelivered = Declining.isOne(item) && !settlement.declined();
    return undelivered && attempt.outcome() instanceof Outcome.Park park
        ? new Attempt(
            attempt.delivery(),
            Declining.undelivered(target.name(), park),
            attempt.sent(),
            attempt.how(),
            attempt.aftermath())
        : attempt;
  }

  private static List<Telling> told(Item item, Settlement settlement) {
    return item.tellings().stream()
        .filter(telling -> !settlement.untold().contains(telling.topic()))
        .toList();
  }

  Attempt attempt(Delivery row, Sent sent, Settlement settlement, String how) {
    Outcome outcome = timed(settlement.outcome(), row);
    boolean givenUp =
        settlement.outcome() instanceof Outcome.Unknown && outcome instanceof Outcome.Park;
    return new Attempt(
        row, outcome, sent, title(how), aftermath(settlement, settlement.mayStand() || givenUp));
  }

  private static Aftermath aftermath(Settlement settlement, boolean mayStand) {
    if (settlement.lacksOwner()) {
      return new Aftermath.OwnerFirst();
    }
    return mayStand ? new Aftermath.MayStand() : Aftermath.nothing();
  }

  /// It did not fit and belongs in the next one; nothing happened to it.
  Attempt leftOver(Delivery row, Instant now) {
    return new Attempt(
        row,
        new Outcome.Snooze("the import was full", now),
        notSent(row),
        "",
        new Aftermath.Unnoticed());
  }

  /// It leaves by a call of its own, soon.
  Attempt byItself(Delivery row, String why) {
    return again(row, notSent(row), why, 1);
  }

  /// The same instead of what it came to in an import.
  Attempt byItself(Attempt instead, String why) {
    return again(instead.delivery(), instead.sent(), why, 1);
  }

  /// Nothing but opt-outs is taken now.
  Attempt notNow(Delivery row, String why, Instant until) {
    return new Attempt(
        row, new Outcome.Snooze(why, until), notSent(row), "", new Aftermath.Unnoticed());
  }

  /// An item of an import that was refused as a whole: in smaller company, until it is alone. What
  /// can leave by a call of its own is judged by that in the end.
  Attempt smaller(Delivery row, Sent sent, Outcome whenAlone, int company) {
    boolean alone = company <= 1 && !canGoAlone(row);
    return alone
        ? given(row, sent, whenAlone)
        : again(row, sent, "the import it was in was refused as a whole", (company + 1) / 2);
  }

  /// The end of trying: no item is to blame.
  Attempt given(Delivery row, Sent sent, Outcome outcome) {
    return new Attempt(row, timed(outcome, row), sent, title("in an import"), Aftermath.nothing());
  }

  private boolean canGoAlone(Delivery row) {
    return target.cost(row.subject().facet(), Target.Way.SINGLY) instanceof Target.Cost.OneOf;
  }

  private Attempt again(Delivery row, Sent sent, String why, int company) {
    String how = company == 1 ? "; it goes by itself" : "; it is tried in smaller company";
    return new Attempt(
        row,
        new Outcome.Snooze(why + how, parts.clock().instant()),
        sent,
        title("in an import"),
        new Aftermath.InCompanyOf(Math.max(1, company)));
  }

  private String title(String how) {
    return target.title() + " " + how;
  }

  /// A target says whether to try again; when is decided here, by how often it failed.
  private Outcome timed(Outcome outcome, Delivery row) {
    Instant now = parts.clock().instant();
    return switch (outcome) {
      case Outcome.Retry retry ->
          row.attempts() + 1 >= rules.attemptsAtMost()
              ? tooOften(retry.why(), row)
              : new Outcome.Retry(retry.why(), later(row, now));
      case Outcome.Unknown unknown ->
          row.attempts() + 1 >= rules.attemptsAtMost()
              ? tooOften(unknown.why(), row)
              : new Outcome.Unknown(unknown.why(), later(row, now));
      case Outcome.Snooze snooze -> snooze;
      case Outcome.Done done -> done;
      case Outcome.Park park -> park;
      case Outcome.Drop drop -> drop;
    };
  }

  private Outcome.Park tooOften(String why, Delivery row) {
    return new Outcome.Park(
        target.name() + ".keeps-failing",
        "It was tried "
            + (row.attempts() + 1)
            + " times and did not go through, last because "
            + why
            + ". Replay it when the cause is mended.");
  }

  private Instant later(Delivery row, Instant now) {
    return rules.backoff().next(row.attempts() + 1, now, parts.dice());
  }

  static String remoteId(Delivery row, Job.Sent sent, String given) {
    return remoteId(row, sent.owner(), given);
  }

  /// An order is remembered with its owner of then: so it shows when it changes hands.
  private static String remoteId(Delivery row, String owner, String given) {
    return switch (row.subject().facet()) {
      case CONTACT -> given.isEmpty() ? row.delivered().remoteId() : given;
      case ORDER, CART -> owner.isEmpty() ? OrderOwners.text(List.of(row.person())) : owner;
      case RECORD ->
          owner.isEmpty() && row.person().value() != 0
              ? OrderOwners.text(List.of(row.person()))
              : owner;
      case ENROLMENT, CONSENT, PRODUCT -> given;
      case PROOF, CHOICE -> given.isEmpty() ? owner : given;
    };
  }

  /// Whose an item is, see [Job.Sent#owner].
  static String owner(Item item) {
    return switch (item.desired()) {
      case Desired.Insight insight -> OrderOwners.text(List.of(insight.owner()));
      case Desired.Enrolment ignored -> item.owner().remoteId();
      case Desired.Proof ignored -> item.owner().remoteId();
      case Desired.Chosen ignored -> item.owner().remoteId();
      case Desired.Contact ignored -> "";
      case Desired.Consent ignored -> "";
      case Desired.Shared ignored -> "";
      case Desired.Retired ignored -> "";
      case Desired.Withdrawn ignored -> "";
    };
  }

  static String address(Item item) {
    return switch (item.desired()) {
      case Desired.Contact contact -> contact.email();
      case Desired.Consent consent -> consent.email();
      case Desired.Insight insight -> insight.ownerEmail();
      // not an address, but where it is; a call without any is taken for none
      case Desired.Shared shared -> shared.collection();
      case Desired.Enrolment ignored -> item.owner().address();
      case Desired.Proof proof -> proof.email();
      case Desired.Chosen chosen -> chosen.email();
      case Desired.Retired ignored -> item.delivered().address();
      case Desired.Withdrawn ignored -> item.delivered().address();
    };
  }

  static ContentHash hash(Item item) {
    return item.desired().hash();
  }
}
