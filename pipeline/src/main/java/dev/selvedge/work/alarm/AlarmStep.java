package dev.selvedge.work.alarm;

import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmBook;
import dev.selvedge.watch.alarm.AlarmPolicy;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Looked;
import dev.selvedge.watch.alarm.News;
import dev.selvedge.work.Store;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/// Looks for what is wrong, and stores what that comes to together with what is to be told of it:
/// in one transaction, so that nobody misses anything or is told of it twice. Confined to one loop,
/// of the process that leads.
public final class AlarmStep implements Supplier<Duration> {
  private static final System.Logger LOG = System.getLogger(AlarmStep.class.getName());
  private static final Duration EVERY = Duration.ofSeconds(15);

  private final Store store;
  private final List<Check> checks;
  private final AlarmPolicy policy;
  private final InstantSource clock;
  private final Runnable told;
  private final Set<Check> failing = new HashSet<>();

  /// @param told is run after something was put down to be told
  public AlarmStep(
      Store store, List<Check> checks, AlarmPolicy policy, InstantSource clock, Runnable told) {
    this.store = store;
    this.checks = List.copyOf(checks);
    this.policy = policy;
    this.clock = clock;
    this.told = told;
  }

  @Override
  public Duration get() {
    Instant now = clock.instant();
    Looked looked = look(now);
    List<News> news =
        store.lead(
            ports -> {
              AlarmBook.Turned turned =
                  AlarmBook.turn(
                      ports.alarms().known(now.minus(AlarmBook.MEMORY), now),
                      looked,
                      policy,
                      ports.alarms()::nextNumber,
                      now);
              ports.alarms().drop(turned.dropped());
              ports.alarms().keep(turned.changed());
              ports.notices().add(turned.news(), policy.gather());
              return turned.news();
            });
    news.forEach(AlarmStep::log);
    if (!news.isEmpty()) {
      told.run();
    }
    return EVERY;
  }

  private Looked look(Instant now) {
    Looked.Round round = new Looked.Round();
    for (Check check : checks) {
      try {
        round.saw(check, check.look(now));
        failing.remove(check);
      } catch (RuntimeException e) {
        // One check that fails must not make the others blind.
        round.failed(check);
        if (failing.add(check)) {
          LOG.log(Level.WARNING, "what is wrong could not be looked for: " + check.kinds(), e);
        }
      }
    }
    return round.over();
  }

  private static void log(News news) {
    Alarm alarm = news.alarm();
    LOG.log(
        news.change() == Change.RECOVERED ? Level.INFO : Level.WARNING,
        "alarm {0} {1}: {2}",
        Long.toString(alarm.number()),
        news.change().word(),
        alarm.finding().words().what());
  }
}
