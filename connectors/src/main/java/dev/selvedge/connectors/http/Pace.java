package dev.selvedge.connectors.http;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.value.Epochs;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// How fast one system is asked, by all its feeds together: not more at once and not more a second
/// than it may be, and not at all while it wants to be left alone. Safe for use by many threads.
public final class Pace {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  /// Numbers up to a day are seconds to wait, greater ones are a point in time.
  private static final BigDecimal DAY = BigDecimal.valueOf(86_400);

  private final SystemName system;
  private final Rule rule;
  private final InstantSource clock;
  private final Semaphore atOnce;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition never = lock.newCondition();
  private Instant nextCall = Instant.MIN;
  private Instant quietUntil = Instant.MIN;

  /// How fast a system may be asked.
  ///
  /// @param concurrent so many calls at once
  /// @param perSecond 0 for as fast as it answers
  /// @param remaining the header with what is left to us; empty for none
  /// @param reset the header that says when it is filled up; empty for none
  /// @param reserve so much is left to others
  /// @param rest how long to be quiet where the system does not say it
  public record Rule(
      int perSecond, int concurrent, String remaining, String reset, int reserve, Duration rest) {

    /// So many calls at once, as fast as they are answered.
    public static Rule atOnce(int concurrent, Duration rest) {
      return new Rule(0, concurrent, "", "", 0, rest);
    }
  }

  /// Begins with nothing known of the system.
  public Pace(SystemName system, Rule rule, InstantSource clock) {
    this.system = system;
    this.rule = rule;
    this.clock = clock;
    this.atOnce = new Semaphore(rule.concurrent());
  }

  /// Makes a call in its turn.
  ///
  /// @throws SourceException when the system wants to be left alone, or its turn does not come
  public HttpReply inTurn(Supplier<HttpReply> call) {
    boolean mine = false;
    try {
      mine = atOnce.tryAcquire(LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS);
      if (!mine) {
        throw new SourceException(
            system
                + ": earlier calls have not been answered for "
                + LONGEST_WAIT.toSeconds()
                + " s");
      }
      waitForTurn();
      HttpReply reply = call.get();
      noteBudget(reply);
      return reply;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SourceException(system + ": stopped while waiting for a turn", stopped);
    } finally {
      if (mine) {
        atOnce.release();
      }
    }
  }

  /// The system said that it was asked too fast. What is to be told of it.
  public SourceException tooFast(HttpReply reply, String how) {
    Duration rest =
        reply.header("Retry-After").flatMap(this::wait).orElseGet(() -> fromReset(reply));
    be(rest);
    return new SourceException(
        system
            + " asks to slow down ("
            + how
            + "); it is left alone for "
            + Math.max(1, rest.toSeconds())
            + " s");
  }

  private Duration fromReset(HttpReply reply) {
    return rule.reset().isEmpty()
        ? rule.rest()
        : reply.header(rule.reset()).flatMap(this::wait).orElse(rule.rest());
  }

  private void noteBudget(HttpReply reply) {
    if (rule.remaining().isEmpty()) {
      return;
    }
    Optional<BigDecimal> left = reply.header(rule.remaining()).flatMap(Pace::number);
    if (left.isPresent() && left.get().compareTo(BigDecimal.valueOf(rule.reserve())) <= 0) {
      be(fromReset(reply));
    }
  }

  /// Until when the system wants to be left alone, where that is yet to come.
  public Optional<Instant> quietUntil() {
    lock.lock();
    try {
      return Optional.of(quietUntil).filter(until -> until.isAfter(clock.instant()));
    } finally {
      lock.unlock();
    }
  }

  private void be(Duration quiet) {
    lock.lock();
    try {
      Instant until = clock.instant().plus(quiet);
      quietUntil = until.isAfter(quietUntil) ? until : quietUntil;
    } finally {
      lock.unlock();
    }
  }

  private void waitForTurn() throws InterruptedException {
    lock.lock();
    try {
      Instant now = clock.instant();
      if (now.isBefore(quietUntil)) {
        throw new SourceException(
            system
                + " asked to be left alone; it is asked again in "
                + Math.max(1, Duration.between(now, quietUntil).toSeconds())
                + " s");
      }
      if (rule.perSecond() == 0) {
        return;
      }
      Instant turn = nextCall.isAfter(now) ? nextCall : now;
      Duration wait = Duration.between(now, turn);
      if (wait.compareTo(LONGEST_WAIT) > 0) {
        throw new SourceException(
            system + ": too many calls wait for their turn; see 'throttle.per_second'");
      }
      nextCall = turn.plus(Duration.ofSeconds(1).dividedBy(rule.perSecond()));
      long nanos = wait.toNanos();
      while (nanos > 0) {
        nanos = never.awaitNanos(nanos);
      }
    } finally {
      lock.unlock();
    }
  }

  /// Seconds, a point in time as an epoch, or a date of HTTP.
  private Optional<Duration> wait(String header) {
    Optional<BigDecimal> number = number(header);
    Optional<Duration> wait =
        number.isPresent()
            ? Optional.of(
                number.get().compareTo(DAY) <= 0
                    ? Duration.ofMillis(number.get().movePointRight(3).longValue())
                    : Duration.between(clock.instant(), Epochs.of(number.get())))
            : RetryAfter.date(header).map(at -> Duration.between(clock.instant(), at));
    return wait.filter(Duration::isPositive)
        .map(some -> some.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : some);
  }

  private static Optional<BigDecimal> number(String header) {
    return header.strip().matches("\\d{1,13}(\\.\\d{1,3})?")
        ? Optional.of(new BigDecimal(header.strip()))
        : Optional.empty();
  }
}
