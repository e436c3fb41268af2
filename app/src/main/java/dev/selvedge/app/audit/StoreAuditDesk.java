package dev.selvedge.app.audit;

import dev.selvedge.PersonId;
import dev.selvedge.app.parked.Veil;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.Audits.Choice;
import dev.selvedge.audit.Audits.Found;
import dev.selvedge.audit.Difference;
import dev.selvedge.person.Person;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.Store;
import dev.selvedge.work.audit.AuditStep;
import dev.selvedge.work.audit.Auditor;
import dev.selvedge.work.audit.Mending;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The desk of a hub that runs. One thread of its own mends, whoever asks, since a mend may read
/// sources; whoever asks waits for it a few seconds. Closing it waits for what is under way.
/// Thread-safe.
public final class StoreAuditDesk implements AuditDesk, AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int AUDITS_A_PAGE = 25;
  private static final int DIFFERENCES_A_PAGE = 50;
  private static final int COMPARED = 30;
  private static final int AT_ONCE = 500;
  private static final int MOST_WAITING = 8;
  private static final long CLOSING_SECONDS = 10;

  private static final Logger LOG = LoggerFactory.getLogger(StoreAuditDesk.class);

  private final Store store;
  private final Mending mending;
  private final AuditStep step;
  private final Runnable wake;
  private final int stop;
  private final ThreadPoolExecutor mender;

  /// @param step makes the audits
  /// @param wake has the step look whether somebody asked
  /// @param stop how many things may change before somebody has to say that they mean it
  public StoreAuditDesk(Auditor.Parts parts, AuditStep step, Runnable wake, int stop) {
    this.store = parts.store();
    this.mending = new Mending(parts);
    this.step = step;
    this.wake = wake;
    this.stop = stop;
    this.mender =
        new ThreadPoolExecutor(
            1,
            1,
            CLOSING_SECONDS,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            Thread.ofPlatform().name("mend").daemon().factory());
    mender.allowCoreThreadTimeOut(true);
  }

  @Override
  public AuditsPage list(int page) {
    return store.read(
        ports -> {
          List<Audit> found = ports.audits().newest(AUDITS_A_PAGE + 1, (page - 1L) * AUDITS_A_PAGE);
          return new AuditsPage(
              found.stream().limit(AUDITS_A_PAGE).toList(),
              page,
              found.size() > AUDITS_A_PAGE,
              AuditPlots.shares(ports.audits().newest(COMPARED, 0)),
              step.asked());
        });
  }

  @Override
  public Optional<Audit> last() {
    return store.read(ports -> ports.audits().newest(COMPARED, 0)).stream()
        .filter(audit -> audit.state() != Audit.State.RUNNING)
        .findFirst();
  }

  @Override
  public Optional<AuditPage> audit(long id, AuditPage.Asked asked, Veil veil) {
    return page(store, id, asked, veil, DIFFERENCES_A_PAGE);
  }

  /// One audit and some of its differences, from a store.
  ///
  /// @param atOnce how many differences
  public static Optional<AuditPage> page(
      Store store, long id, AuditPage.Asked asked, Veil veil, int atOnce) {
    return store.read(
        ports ->
            ports
                .audits()
                .find(id)
                .map(
                    audit -> {
                      List<Found> found =
                          ports.audits().differences(id, asked.choice(), asked.after(), atOnce + 1);
                      List<Found> shown = found.stream().limit(atOnce).toList();
                      Map<PersonId, String> addresses = addresses(shown, ports);
                      return new AuditPage(
                          audit,
                          AuditPlots.of(audit, ports.audits().newest(COMPARED, 0)),
                          asked,
                          shown.stream()
                              .map(
                                  one ->
                                      AuditPage.Line.of(
                                          one,
                                          addresses.getOrDefault(one.difference().person(), ""),
                                          veil))
                              .toList(),
                          found.size() > atOnce);
                    }));
  }

  private static Map<PersonId, String> addresses(List<Found> found, Store.Ports ports) {
    List<PersonId> persons =
        found.stream()
            .map(one -> one.difference().person())
            .filter(person -> !person.equals(Difference.NOBODY))
            .distinct()
            .toList();
    return ports.people().byId(persons).stream()
        .collect(Collectors.toMap(Person::id, Person::email));
  }

  @Override
  public boolean each(long id, Veil veil, Consumer<List<Found>> some) {
    if (store.read(ports -> ports.audits().find(id)).isEmpty()) {
      return false;
    }
    long after = 0;
    while (true) {
      long from = after;
      List<Found> found =
          store.read(ports -> ports.audits().differences(id, Choice.ALL, from, AT_ONCE));
      if (found.isEmpty()) {
        return true;
      }
      some.accept(found.stream().map(one -> Covered.of(one, veil)).toList());
      after = found.getLast().number();
    }
  }

  @Override
  public AuditStep.Asking ask(String who) {
    AuditStep.Asking asking = step.ask(who);
    if (asking == AuditStep.Asking.TAKEN) {
      wake.run();
    }
    return asking;
  }

  @Override
  public Optional<Stake> stake(long id, Choice choice) {
    return store
        .read(ports -> ports.audits().find(id))
        .map(audit -> new Stake(mending.things(id, choice), stop));
  }

  @Override
  public Optional<Mending.Tally> mend(long id, Choice choice, int atMost, ByHand hand) {
    return done(() -> mending.mend(id, choice, atMost, hand));
  }

  @Override
  public Optional<Mending.Tally> mend(long id, long number, ByHand hand) {
    return done(() -> mending.mend(id, number, hand));
  }

  @Override
  public boolean ignore(long id, long number, ByHand hand) {
    return mending.ignore(id, number, hand);
  }

  private Optional<Mending.Tally> done(Callable<Mending.Tally> work) {
    try {
      Future<Mending.Tally> future = mender.submit(work);
      return Optional.of(future.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
    } catch (RejectedExecutionException fullOrClosed) {
      return Optional.of(
          new Mending.Tally(
              Map.of(), 0, "Others are being mended just now; try again in a minute.", List.of()));
    } catch (TimeoutException stillAtWork) {
      return Optional.empty();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
  }

  @Override
  public void close() {
    mender.shutdown();
    try {
      if (!mender.awaitTermination(CLOSING_SECONDS, TimeUnit.SECONDS)) {
        LOG.warn("What was being mended has not ended in time; an audit tells what is left");
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
