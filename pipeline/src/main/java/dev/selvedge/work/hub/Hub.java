package dev.selvedge.work.hub;

import dev.selvedge.RecordRef;
import dev.selvedge.SelvedgeException;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Feed;
import dev.selvedge.inbox.CommitQueue;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.inbox.GroupCommitter;
import dev.selvedge.inbox.HintIntake;
import dev.selvedge.inbox.Intake;
import dev.selvedge.inbox.IntakePressure;
import dev.selvedge.inbox.IntakeRefusedException;
import dev.selvedge.inbox.NoteIntake;
import dev.selvedge.privacy.Leftovers;
import dev.selvedge.send.Job;
import dev.selvedge.send.Target;
import dev.selvedge.work.FeedState;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Signal;
import dev.selvedge.work.poll.HintStep;
import dev.selvedge.work.poll.HintedPoll;
import dev.selvedge.work.poll.PollStep;
import dev.selvedge.work.resolve.OrphanReport;
import dev.selvedge.work.resolve.ResolveStep;
import dev.selvedge.work.resolve.Reviewing;
import dev.selvedge.work.send.SendStep;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// The engine: all loops over one store. Start it once; closing it finishes what is in hand and
/// leaves the rest on disk for the next run. Thread-safe.
public final class Hub implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Hub.class.getName());
  private static final Duration INTAKE_PATIENCE = Duration.ofSeconds(10);
  /// What becomes due meanwhile goes together, which costs less.
  private static final Duration SEND_ASIDE = Duration.ofMillis(100);

  /// How long a process that does not lead waits before it looks whether it does.
  private static final Duration FOLLOWING = Duration.ofSeconds(1);

  private final HubParts parts;
  private final HubSettings settings;
  private final Signal resolveSignal = new Signal();
  private final List<Signal> sendSignals = new ArrayList<>();
  private final GroupCommitter intake;
  private final CommitQueue<RecordRef, RecordRef> hints;
  private final ResolveStep resolve;
  private final Takeover takeover;
  private final Sweep sweep;
  private final Map<Target, SendStep> sends = new LinkedHashMap<>();
  private final List<PollStep> polls = new ArrayList<>();
  private final Map<PollStep, Signal> pollSignals = new LinkedHashMap<>();
  private final List<Loop> loops = new ArrayList<>();
  private final Set<Loop> unhurried = new HashSet<>();

  public Hub(HubParts parts, HubSettings settings) {
    this.parts = parts;
    this.settings = settings;
    this.intake =
        new GroupCommitter(
            records -> {
              var answers =
                  parts
                      .store()
                      .writeFirst(ports -> ports.inbox().accept(records, parts.clock().instant()));
              resolveSignal.wake();
              return answers;
            },
            INTAKE_PATIENCE,
            parts.clock());
    this.hints = new CommitQueue<>("hint-committer", this::keep, INTAKE_PATIENCE, parts.clock());
    this.resolve =
        new ResolveStep(parts, settings.batch(), intake, () -> sendSignals.forEach(Signal::wake));
    this.takeover = new Takeover(parts, settings.lease());
    this.sweep = new Sweep(parts, settings);
    loops.add(new Loop("resolve", leading(resolve), resolveSignal, courtesy(this::aside)));
    Supplier<Duration> orphans = new OrphanReport(parts, settings.orphansAfter());
    loops.add(new Loop("orphans", leading(orphans), new Signal(), courtesy(this::aside)));
    Supplier<Duration> reviewing = new Reviewing(parts, () -> sendSignals.forEach(Signal::wake));
    loops.add(new Loop("review", leading(reviewing), new Signal(), courtesy(this::aside)));
    loops.add(new Loop("sweep", leading(sweep), new Signal(), courtesy(this::aside)));
    loops.add(new Loop("beat", this::beat, new Signal(), courtesy(worked -> Duration.ZERO)));
    for (Target target : parts.targets()) {
      Signal signal = new Signal();
      SendStep send = new SendStep(parts, target, settings, this::planning, signal);
      sends.put(target, send);
      sendSignals.add(signal);
      loops.add(new Loop("send " + target.name(), send, signal, courtesy(this::sendAside)));
    }
    for (HubParts.PolledFeed polled : parts.polled()) {
      PollStep poll = new PollStep(polled, parts, settings, intake, resolveSignal);
      polls.add(poll);
      String name = "poll " + polled.source().feed();
      Signal signal = new Signal();
      pollSignals.put(poll, signal);
      loops.add(new Loop(name, leading(reading(polled, poll)), signal, courtesy(this::aside)));
    }
  }

  private Supplier<Duration> reading(HubParts.PolledFeed polled, PollStep poll) {
    return polled
        .targeted()
        .<Supplier<Duration>>map(
            source ->
                new HintedPoll(new HintStep(source, parts, resolveSignal), poll, parts.clock()))
        .orElse(poll);
  }

  private Loop.Courtesy courtesy(UnaryOperator<Duration> after) {
    return new Loop.Courtesy(parts.clock(), after);
  }

  private Duration aside(Duration worked) {
    return GivingWay.after(worked, intake.level(), resolve.behind());
  }

  /// The work of sending is done beside its loop, whose own steps are short.
  private Duration sendAside(Duration worked) {
    return intake.level() == IntakePressure.Level.PRESSING ? SEND_ASIDE : aside(worked);
  }

  /// Has a step done over and over beside the hub's own, by the process that leads. To be called
  /// before [#start].
  ///
  /// @return wakes it before its rest is over
  public Runnable beside(String name, Supplier<Duration> step) {
    Signal signal = new Signal();
    loops.add(new Loop(name, leading(step), signal, courtesy(this::aside)));
    return signal::wake;
  }

  /// The same for a step that reads much and may take an hour: nobody takes it for stuck.
  ///
  /// @return wakes it before its rest is over
  public Runnable atLeisure(String name, Supplier<Duration> step) {
    Runnable wake = beside(name, step);
    unhurried.add(loops.getLast());
    return wake;
  }

  /// Takes up what an earlier run left, then starts all loops.
  public void start() {
    takeUp(takeover.begin());
    loops.forEach(Loop::start);
  }

  private void takeUp(List<Job> jobs) {
    sends.values().forEach(send -> send.takeUp(jobs));
  }

  private Duration beat() {
    List<Job> jobs = takeover.beat();
    if (!jobs.isEmpty()) {
      takeUp(jobs);
      sendSignals.forEach(Signal::wake);
    }
    return settings.lease().dividedBy(4);
  }

  /// Of several processes on one store one polls and resolves: no two transactions may decide
  /// about one person at once.
  private Supplier<Duration> leading(Supplier<Duration> step) {
    return () -> parts.store().leads() ? step.get() : FOLLOWING;
  }

  /// Where webhooks hand in their records.
  public Intake intake() {
    return parts.reserve().guard(intake);
  }

  /// Where webhooks say which records changed: those are read as soon as the one loop of their
  /// feed has its turn.
  public HintIntake hints() {
    return records -> {
      if (parts.reserve().isTouched()) {
        throw new IntakeRefusedException(
            IntakeRefusedException.Reason.NO_ROOM, DiskReserve.SENTENCE);
      }
      hints.handIn(records);
    };
  }

  private List<RecordRef> keep(List<RecordRef> records) {
    Instant now = parts.clock().instant();
    parts
        .store()
        .writeFirst(
            ports -> {
              ports.hints().keep(records, now);
              return now;
            });
    pollSignals.forEach(
        (poll, signal) -> {
          if (records.stream().anyMatch(record -> isOf(record, poll.state().feed()))) {
            signal.wake();
          }
        });
    return records;
  }

  /// Where webhooks say what a person has to know.
  public NoteIntake notes() {
    return notes -> {
      if (parts.reserve().isTouched()) {
        throw new IntakeRefusedException(
            IntakeRefusedException.Reason.NO_ROOM, DiskReserve.SENTENCE);
      }
      try {
        Instant now = parts.clock().instant();
        parts
            .store()
            .writeFirst(
                ports -> {
                  Notes.park(notes, ports, now);
                  return now;
                });
      } catch (SelvedgeException e) {
        throw new IntakeRefusedException("the notes could not be stored", e);
      }
    };
  }

  private static boolean isOf(RecordRef record, Feed feed) {
    return record.system().equals(feed.system()) && record.kind().equals(feed.kind());
  }

  /// What keeps records from being taken in, as a sentence; empty when nothing does.
  public String intakeTrouble() {
    if (parts.reserve().isTouched()) {
      return DiskReserve.SENTENCE;
    }
    return intake.trouble().isEmpty() ? hints.trouble() : intake.trouble();
  }

  /// Whether it is truly at work: every loop takes its steps, and the store takes what is written.
  /// Asks the store, and so takes as long as that does.
  ///
  /// @param patience how long one step of a loop may take, and how long its steps may fail
  /// @return what stands still, a sentence; empty where nothing does
  public Optional<String> standstill(Duration patience) {
    Instant now = parts.clock().instant();
    Optional<String> stuck =
        loops.stream()
            .filter(loop -> !unhurried.contains(loop))
            .flatMap(loop -> loop.standstill(now, patience).stream())
            .findFirst();
    if (stuck.isPresent()) {
      return stuck;
    }
    try {
      parts.store().change(ports -> ports.runs().beat(parts.claimant(), now));
      return Optional.empty();
    } catch (RuntimeException e) {
      // Whatever it is: who asks wants to know that nothing can be written, and the log has why.
      LOG.log(System.Logger.Level.WARNING, "the store takes nothing in", e);
      return Optional.of("the store takes nothing in");
    }
  }

  /// Has all feeds of a system read now instead of when it is time again, and once more a little
  /// later: somebody heard that there is news. However often this is asked, it costs little.
  public void pollNow(SystemName system) {
    pollSignals.forEach(
        (poll, signal) -> {
          if (poll.state().feed().system().equals(system)) {
            poll.hurry();
            signal.wake();
          }
        });
  }

  /// How the polled feeds are doing in this run.
  public List<FeedState> feeds() {
    return polls.stream().map(PollStep::state).toList();
  }

  /// What keeps a target from being written to, as a sentence; empty when nothing does.
  public String targetTrouble() {
    return sends.values().stream()
        .map(SendStep::trouble)
        .filter(trouble -> !trouble.isEmpty())
        .findFirst()
        .orElse("");
  }

  private boolean planning() {
    return resolve.busy() || polls.stream().anyMatch(poll -> poll.state().backfilling());
  }

  /// How many of each kind were let go for their age since this run began.
  public Map<Leftovers.Kind, Long> swept() {
    return sweep.swept();
  }

  /// Stops taking in, finishes the step each loop is in and the calls under way.
  @Override
  public void close() {
    intake.close();
    hints.close();
    loops.forEach(Loop::stop);
    Loop.await(loops, settings.stopWithin());
    sends.values().forEach(SendStep::close);
  }
}
