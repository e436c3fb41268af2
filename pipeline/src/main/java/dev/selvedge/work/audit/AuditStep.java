package dev.selvedge.work.audit;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditSchedule;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/// Audits a project when its timetable says so, or when somebody asks; mends what it may mend by
/// itself after those of the timetable, and lets go of what is old. Run by one loop, of the process
/// that leads: all that it stores it stores as that, and where another one leads by then it stores
/// nothing. Asked by many threads.
public final class AuditStep implements Supplier<Duration> {
  private static final System.Logger LOG = System.getLogger(AuditStep.class.getName());

  /// Who asks, where nobody does.
  public static final String SCHEDULE = "schedule";

  /// Stands behind the name of somebody who asked on a page.
  private static final String ON_A_PAGE = " (dashboard)";

  private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

  /// A process whose loop has not turned for so long does not lead.
  private static final Duration NOT_TURNED = Duration.ofMinutes(5);

  private static final int RECENT = 100;

  /// What was cut short is made again so often; then it waits for its time, for it may be what
  /// stops the hub.
  private static final int AGAIN = 2;

  private static final Set<String> CUT_SHORT = Set.of(Calls.STOPPED, Calls.OVERTAKEN, Calls.LEFT);

  /// How often what is old is let go, whoever asked for it.
  private static final Duration FORGETS_EVERY = Duration.ofHours(6);

  private final AuditSchedule schedule;
  private final Auditor auditor;
  private final Mending mending;
  private final Store store;
  private final InstantSource clock;
  private final Instant begun;
  private final AtomicReference<String> asked = new AtomicReference<>("");
  private volatile Instant turned = Instant.EPOCH;
  private volatile boolean isAuditing;
  private Instant forgotten = Instant.EPOCH;

  public AuditStep(AuditSchedule schedule, Auditor.Parts parts) {
    this.schedule = schedule;
    Auditor.Parts led = parts.led();
    this.auditor = new Auditor(led);
    this.mending = new Mending(led);
    this.store = led.store();
    this.clock = parts.clock();
    this.begun = clock.instant();
  }

  /// What became of asking.
  public enum Asking {
    /// it is made next
    TAKEN,
    /// one that was asked for runs, or waits for its turn
    RUNS_ALREADY,
    /// this process does not lead: another one has to be asked
    NOT_HERE
  }

  /// Asks for an audit, which the loop makes at its next turn; whoever asks wakes the loop.
  ///
  /// @param who the name of the user who asks
  public Asking ask(String who) {
    if (!isAuditing && turned.plus(NOT_TURNED).isBefore(clock.instant())) {
      return Asking.NOT_HERE;
    }
    return asked.compareAndSet("", who + ON_A_PAGE) ? Asking.TAKEN : Asking.RUNS_ALREADY;
  }

  /// Who has asked for one that is not done yet; empty for nobody.
  public String asked() {
    return asked.get();
  }

  @Override
  public Duration get() {
    turned = clock.instant();
    isAuditing = true;
    try {
      return turn(turned);
    } finally {
      isAuditing = false;
      turned = clock.instant();
    }
  }

  private Duration turn(Instant now) {
    // Only the hub that leads audits, one at a time: what stands as running between two turns does
    // not run any more, whichever hub began it.
    if (!store.read(AuditStep::unfinished).isEmpty()) {
      store.change(ports -> unfinished(ports).forEach(audit -> ports.audits().keep(ended(audit))));
    }
    if (Duration.between(forgotten, now).compareTo(FORGETS_EVERY) >= 0) {
      store.change(ports -> ports.audits().forget(now.minus(schedule.keep())));
      forgotten = now;
    }
    schedule.when().filter(when -> !now.isBefore(when.after(last(when)))).ifPresent(when -> run());
    String who = asked.get();
    if (!who.isEmpty()) {
      try {
        look(who);
      } finally {
        asked.set("");
      }
    }
    return LOOK_AGAIN;
  }

  private static List<Audit> unfinished(Store.Ports ports) {
    return ports.audits().running().stream()
        .filter(audit -> audit.by().equals(SCHEDULE) || audit.by().endsWith(ON_A_PAGE))
        .toList();
  }

  private Audit ended(Audit audit) {
    return audit.ended(
        Audit.State.BROKEN_OFF,
        store.isExclusive() ? Calls.STOPPED : Calls.LEFT,
        audit.result(),
        audit.startedAt());
  }

  /// What was planned while the hub was away is done once, as soon as it is back, and what a stop
  /// or another hub cut short is made again; a hub that never audited begins with the next time.
  private Instant last(Timetable when) {
    List<Audit> made =
        store.read(ports -> ports.audits().newest(RECENT, 0)).stream()
            .filter(audit -> audit.by().equals(SCHEDULE))
            .toList();
    long cut = made.stream().takeWhile(AuditStep::wasCutShort).count();
    if (cut > 0 && cut <= AGAIN) {
      return Instant.EPOCH;
    }
    return made.stream()
        .findFirst()
        .map(Audit::startedAt)
        .orElse(when.readsAtStart() ? Instant.EPOCH : begun);
  }

  private static boolean wasCutShort(Audit audit) {
    return audit.state() == Audit.State.BROKEN_OFF && CUT_SHORT.contains(audit.why());
  }

  private Audit look(String by) {
    Audit audit = auditor.run(schedule.order().withSeed(clock.instant().getEpochSecond()), by);
    if (audit.state() == Audit.State.BROKEN_OFF) {
      LOG.log(System.Logger.Level.WARNING, "the audit was broken off: {0}", audit.why());
    }
    return audit;
  }

  private void run() {
    Audit audit = look(SCHEDULE);
    Mending.Tally tally = mending.byItself(audit, schedule.repair());
    Audit told = tally.refused().isEmpty() ? mended(audit, tally) : refused(audit, tally);
    if (!told.equals(audit)) {
      store.change(ports -> ports.audits().keep(told));
    }
  }

  private static Audit mended(Audit audit, Mending.Tally tally) {
    return tally.all() == 0
        ? audit
        : audit.saying(
            String.format(
                java.util.Locale.UK,
                "%,d %s mended by itself.",
                tally.all(),
                tally.all() == 1 ? "thing was" : "things were"));
  }

  private static Audit refused(Audit audit, Mending.Tally tally) {
    return audit.saying(tally.refused());
  }
}
