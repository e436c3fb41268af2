package dev.selvedge.app.automation;

import dev.selvedge.app.automation.DryRunPage.Asked;
import dev.selvedge.app.automation.DryRunPage.State;
import dev.selvedge.automation.Rule;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Dry runs for those who look at pages. One runs at a time, on a thread of its own, however many
/// people ask; what it found is kept for a while. Whoever asks gets at once what there is so far.
/// Closing it stops the run between two pages of people. Thread-safe.
public final class DryRuns implements AutoCloseable {
  /// So long a reader waits, which is enough for a shop of some thousand people.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  /// After this the counts are those of the people looked at until then.
  private static final Duration LONGEST = Duration.ofMinutes(5);

  private static final Duration KEPT = Duration.ofMinutes(10);
  private static final int MOST_WAITING = 4;
  private static final int MOST_KEPT = 16;
  private static final int EXAMPLES = 10;
  private static final long CLOSING_SECONDS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(DryRuns.class);

  private final Store store;
  private final PlanRules rules;
  private final InstantSource clock;
  private final ZoneId zone;
  private final Duration patience;
  private final ThreadPoolExecutor runner;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Asked, Run> runs = new LinkedHashMap<>();
  private volatile boolean closed;

  /// @param rules with the automations of the project
  /// @param zone whose days are counted
  public DryRuns(Store store, PlanRules rules, InstantSource clock, ZoneId zone) {
    this(store, rules, clock, zone, PATIENCE);
  }

  /// @param patience how long a reader waits for the end
  DryRuns(Store store, PlanRules rules, InstantSource clock, ZoneId zone, Duration patience) {
    this.store = store;
    this.rules = rules;
    this.clock = clock;
    this.zone = zone;
    this.patience = patience;
    this.runner =
        new ThreadPoolExecutor(
            1,
            1,
            CLOSING_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("dry-run").daemon().factory());
    runner.allowCoreThreadTimeOut(true);
  }

  /// What is known of it by now; it is begun where it is not known.
  ///
  /// @return empty where there is no such automation
  public Optional<DryRunPage> page(Asked asked) {
    return rules
        .automations()
        .named(asked.rule())
        .map(
            rule ->
                new DryRunPage(
                    rule.name(),
                    RuleWords.of(rule),
                    rule.terms().enabled(),
                    asked.days(),
                    state(asked, rule)));
  }

  private State state(Asked asked, Rule rule) {
    Run run;
    lock.lock();
    try {
      Instant now = clock.instant();
      runs.values().removeIf(one -> one.isOver() && one.began.plus(KEPT).isBefore(now));
      Run known = runs.get(asked);
      if (known == null) {
        known = new Run(asked, rule, now);
        if (!begin(known)) {
          return new State.Busy();
        }
      }
      run = known;
    } finally {
      lock.unlock();
    }
    run.await(patience);
    return run.state;
  }

  private boolean begin(Run run) {
    try {
      runner.execute(run);
    } catch (RejectedExecutionException fullOrClosed) {
      return false;
    }
    runs.put(run.asked, run);
    var oldest = runs.values().iterator();
    while (runs.size() > MOST_KEPT && oldest.hasNext()) {
      if (oldest.next().isOver()) {
        oldest.remove();
      }
    }
    return true;
  }

  @Override
  public void close() {
    closed = true;
    runner.shutdown();
    try {
      if (!runner.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("A dry run has not ended in time");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /// One of them.
  private final class Run implements Runnable {
    private final Asked asked;
    private final Rule rule;
    private final Instant began;
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile State state = new State.Running(0, 0);

    Run(Asked asked, Rule rule, Instant began) {
      this.asked = asked;
      this.rule = rule;
      this.began = began;
    }

    boolean isOver() {
      return over.getCount() == 0;
    }

    void await(Duration time) {
      try {
        // Whether it is over or not, the state says what there is.
        boolean ignored = over.await(time.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException interrupted) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void run() {
      try {
        state = look();
      } catch (RuntimeException failure) {
        // what it says may quote records
        LOG.warn("A dry run of {} failed: {}", rule.name(), failure.getClass().getName());
        state = new State.Failed();
      } finally {
        over.countDown();
      }
    }

    private State look() {
      Instant now = clock.instant();
      Instant since = now.minus(Duration.ofDays(asked.days()));
      long people = store.read(ports -> ports.people().count());
      DryRunReport report =
          DryRunReport.of(
              store,
              new DryRunReport.Question(rule, rules, since, now, EXAMPLES, zone),
              looked -> {
                state = new State.Running(looked, people);
                return !closed && clock.instant().isBefore(now.plus(LONGEST));
              });
      return new State.Done(
          report,
          now,
          DryRunPage.bars(
              report.days(), LocalDate.ofInstant(since, zone), LocalDate.ofInstant(now, zone)));
    }
  }
}
