package dev.selvedge.connectors.patchworks.tell;

import dev.selvedge.Outcome;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.patchworks.api.ApiSettings;
import dev.selvedge.connectors.patchworks.api.PatchworksApi;
import dev.selvedge.connectors.patchworks.api.Reply;
import dev.selvedge.connectors.patchworks.api.Run;
import dev.selvedge.connectors.patchworks.api.RunStatus;
import dev.selvedge.connectors.patchworks.api.Started;
import dev.selvedge.connectors.patchworks.tell.Beginnings.Beginning;
import dev.selvedge.connectors.patchworks.tell.FlowConsentSettings.Again;
import dev.selvedge.connectors.patchworks.tell.RunBoard.Sight;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// A system behind Patchworks, which is told by starting a flow: one run a decision, asked after
/// until it has ended. Of one record no second run is begun while one is under way, as runs may
/// overtake each other. Safe for use by many threads.
///
/// | The start is answered | so the record |
/// |---|---|
/// | 2xx | snoozes, and its run is asked after |
/// | 401, 403, 404, 422 | snoozes; the system refuses until a person acts |
/// | 429 | snoozes; the system is busy |
/// | 413 | is parked |
/// | 5xx, or not at all | is unknown, and its run is looked for |
///
/// | Its run | so the record, with `again: start` | with `again: look` |
/// |---|---|---|
/// | succeeded | done | done |
/// | failed, was stopped, or ended in part | retried | parked |
/// | has not ended | snoozes; parked in the end | the same |
/// | does not show, and its start was not answered | retried after some time | the same |
/// | may be one that does not show yet with what it began | snoozes; parked in the end | the same |
final class FlowConsent implements ConsentTarget {
  private static final Duration REST = Duration.ofMinutes(1);
  private static final Duration PAST = Duration.ofDays(1);
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final SystemName system;
  private final FlowConsentSettings settings;
  private final InstantSource clock;
  private final PatchworksApi api;
  private final RunBoard board;
  private final Beginnings beginnings = new Beginnings();

  FlowConsent(
      SystemName system, FlowConsentSettings settings, ApiSettings api, InstantSource clock) {
    this.system = system;
    this.settings = settings;
    this.clock = clock;
    this.api = new PatchworksApi(system, api, clock);
    this.board =
        new RunBoard(
            this.api,
            settings.flow().id(),
            clock,
            settings.askEvery().dividedBy(2),
            settings.giveUp());
  }

  @Override
  public Told tell(Decision decision) {
    String key = decision.record().key();
    String reference = FlowConsentSettings.reference(decision);
    try {
      Optional<Beginning> before = beginnings.of(key);
      if (before.isPresent()) {
        return before.get().reference().equals(reference)
            ? follow(decision, before.get())
            : after(decision, before.get());
      }
      return settings.again() == Again.LOOK ? lookAndStart(decision, reference) : start(decision);
    } catch (SourceException notNow) {
      String why = String.valueOf(notNow.getMessage());
      return new Told(
          new Outcome.Snooze(
              "runs of flow " + settings.flow().id() + " cannot be asked after: " + why, soon()),
          notNow.isRefused() ? new Bearing.Refusing("credentials", why) : new Bearing.Silent(why));
    }
  }

  /// After a restart nobody remembers what was begun.
  private Told lookAndStart(Decision decision, String reference) {
    Instant since = clock.instant().minus(PAST);
    return switch (board.with(reference, since)) {
      case Sight.Nothing ignored -> start(decision);
      case Sight.Unclear(String run) -> unclear(run);
      case Sight.Shown(Run run) -> {
        Beginning found = new Beginning(reference, run.id(), run.startedAt().orElse(since), true);
        beginnings.put(decision.record().key(), found);
        yield follow(decision, found);
      }
    };
  }

  private Told unclear(String run) {
    return Told.answered(
        new Outcome.Snooze(
            "run "
                + run
                + " of flow "
                + settings.flow().id()
                + " has begun and does not show yet whether it is about this decision",
            soon()));
  }

  private Told start(Decision decision) {
    String key = decision.record().key();
    String reference = FlowConsentSettings.reference(decision);
    Instant now = clock.instant();
    return switch (api.start(settings.flow(), settings.payload(decision))) {
      case Started.Run(String run) -> {
        beginnings.put(key, new Beginning(reference, run, now, true));
        yield Told.answered(
                new Outcome.Snooze(
                    "flow "
                        + settings.flow().id()
                        + " was started"
                        + (run.isEmpty() ? "" : " as run " + run)
                        + "; its end is waited for",
                    soon()))
            .butMayStand();
      }
      case Started.Unknown(String why) -> {
        beginnings.put(key, new Beginning(reference, "", now, false));
        yield new Told(new Outcome.Unknown(why, soon()), new Bearing.Silent(why));
      }
      case Started.Not(Reply why) -> notStarted(why);
    };
  }

  private Told notStarted(Reply why) {
    String flow = "flow " + settings.flow().id() + " of " + system;
    Instant rested = clock.instant().plus(REST);
    return switch (why) {
      case Reply.Busy busy ->
          new Told(
              new Outcome.Snooze(busy.sentence(), busy.until()), new Bearing.Busy(busy.until()));
      case Reply.Refused refused -> refusing(refused.cause(), refused.sentence(), rested);
      case Reply.Missing ignored ->
          refusing("no-flow", flow + " is not there; correct 'flow' in 'consent_target'", rested);
      case Reply.Unfit unfit when unfit.status() == 422 ->
          refusing(
              "not-deployed",
              flow + " cannot be started (HTTP 422); deploy and enable it in Patchworks",
              rested);
      case Reply.Unfit unfit ->
          Told.answered(
              new Outcome.Park(
                  "consent.not-taken",
                  "Patchworks did not take the decision: "
                      + unfit.sentence()
                      + ". Correct 'payload', or the flow, and replay it."));
      case Reply.Silent silent ->
          new Told(
              new Outcome.Retry(silent.sentence(), clock.instant()),
              new Bearing.Silent(silent.sentence()));
      case Reply.Ok ignored -> throw new IllegalStateException("a success is a start");
    };
  }

  private static Told refusing(String cause, String sentence, Instant until) {
    return new Told(new Outcome.Snooze(sentence, until), new Bearing.Refusing(cause, sentence));
  }

  /// Something else about the same record is under way, or was.
  private Told after(Decision decision, Beginning other) {
    boolean over =
        switch (find(decision, other)) {
          case Sight.Shown(Run run) -> run.hasEnded();
          case Sight.Nothing ignored -> !other.sure() && isLookedFor(other);
          case Sight.Unclear ignored -> false;
        };
    if (!over && !isGivenUp(other)) {
      return Told.answered(
          new Outcome.Snooze(
              "an earlier decision about the same record is on its way through flow "
                  + settings.flow().id(),
              soon()));
    }
    beginnings.remove(decision.record().key());
    return start(decision);
  }

  private Told follow(Decision decision, Beginning begun) {
    return switch (find(decision, begun)) {
      case Sight.Shown(Run run) -> {
        if (!run.hasEnded()) {
          yield going(decision, begun);
        }
        beginnings.remove(decision.record().key());
        yield ended(run);
      }
      case Sight.Unclear(String run) ->
          begun.sure() || isGivenUp(begun) ? going(decision, begun) : unclear(run);
      case Sight.Nothing ignored -> {
        if (begun.sure()) {
          yield going(decision, begun);
        }
        if (!isLookedFor(begun)) {
          yield Told.answered(
              new Outcome.Snooze("a run whose start was not answered is looked for", soon()));
        }
        beginnings.remove(decision.record().key());
        yield start(decision);
      }
    };
  }

  private Told going(Decision decision, Beginning begun) {
    String which = begun.run().isEmpty() ? "a run" : "run " + begun.run();
    if (!isGivenUp(begun)) {
      return Told.answered(
          new Outcome.Snooze(
              which + " of flow " + settings.flow().id() + " has not ended yet", soon()));
    }
    beginnings.remove(decision.record().key());
    return Told.answered(
        new Outcome.Park(
            "consent.flow-without-end",
            "Patchworks: "
                + which
                + " of flow "
                + settings.flow().id()
                + " has not ended in "
                + settings.giveUp().toMinutes()
                + " minutes, so it is not known whether the decision arrived. Look at the run there;"
                + " to start the flow again, replay this."));
  }

  private Told ended(Run run) {
    if (run.status() == RunStatus.SUCCESS) {
      return Told.answered(new Outcome.Done());
    }
    String what =
        "run "
            + run.id()
            + " of flow "
            + settings.flow().id()
            + " ended with '"
            + run.status().words()
            + "'";
    return Told.answered(
        switch (settings.again()) {
          case START -> new Outcome.Retry(what, clock.instant());
          case LOOK ->
              new Outcome.Park(
                  "consent.flow-failed",
                  "Patchworks: "
                      + what
                      + ", so the decision may not have arrived. Look at the run there; to start the"
                      + " flow again, replay this.");
        });
  }

  /// The run that was begun, with its number remembered once it is known.
  private Sight find(Decision decision, Beginning begun) {
    Instant since =
        beginnings
            .oldest(clock.instant().minus(settings.giveUp()))
            .filter(at -> at.isBefore(begun.at()))
            .orElse(begun.at());
    if (!begun.run().isEmpty()) {
      return board
          .run(begun.run(), since)
          .<Sight>map(Sight.Shown::new)
          .orElseGet(Sight.Nothing::new);
    }
    Sight seen = board.with(begun.reference(), since);
    if (seen instanceof Sight.Shown(Run run)) {
      beginnings.put(decision.record().key(), begun.found(run.id()));
    }
    return seen;
  }

  private boolean isLookedFor(Beginning begun) {
    return !clock.instant().isBefore(begun.at().plus(settings.lookFor()));
  }

  private boolean isGivenUp(Beginning begun) {
    return !clock.instant().isBefore(begun.at().plus(settings.giveUp()));
  }

  private Instant soon() {
    return clock.instant().plus(settings.askEvery());
  }

  @Override
  public Told reach() {
    Reply reply = api.reach();
    return switch (reply) {
      case Reply.Ok ignored -> Told.answered(new Outcome.Done());
      case Reply.Silent silent ->
          new Told(
              new Outcome.Retry(silent.sentence(), clock.instant()),
              new Bearing.Silent(silent.sentence()));
      case Reply.Busy busy ->
          new Told(
              new Outcome.Snooze(busy.sentence(), busy.until()), new Bearing.Busy(busy.until()));
      case Reply.Refused refused ->
          refusing(refused.cause(), refused.sentence(), clock.instant().plus(REST));
      case Reply.Missing missing ->
          refusing("address", missing.sentence(), clock.instant().plus(REST));
      case Reply.Unfit unfit -> refusing("address", unfit.sentence(), clock.instant().plus(REST));
    };
  }

  @Override
  public List<Finding> examine() {
    Reply reply = api.reach();
    if (!(reply instanceof Reply.Ok)) {
      return List.of(
          new Finding(
              false,
              "consent cannot be told: " + reply.trouble(),
              "check 'api': the key, and the addresses"));
    }
    if (api.ahead().abs().compareTo(SKEW) > 0) {
      return List.of(
          new Finding(
              false,
              "consent: Patchworks' clock differs from ours by " + api.ahead().toSeconds() + " s",
              "set this machine's clock"),
          flow());
    }
    return List.of(flow());
  }

  private Finding flow() {
    String id = settings.flow().id();
    try {
      return api.flow(id)
          .map(name -> new Finding(true, "consent: flow " + id + " '" + name + "' is there", ""))
          .orElseGet(
              () ->
                  new Finding(
                      false,
                      "consent: there is no flow " + id,
                      "write the flow's number as in its address in Patchworks"));
    } catch (SourceException notNow) {
      return new Finding(
          false,
          "consent: flows cannot be listed: " + notNow.getMessage(),
          "give the API key the right to read flows");
    }
  }

  @Override
  public void close() {
    api.close();
  }
}
