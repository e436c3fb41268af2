package dev.selvedge.connectors.shopify.api;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;

/// How fast one shop is asked, by all its feeds together. The API weighs every question and keeps a
/// bucket of points that fills up again with time; each answer says how much is left. What a
/// question weighed last time is waited for before it is asked again, so that as a rule nothing is
/// refused. Safe for use by many threads.
public final class CostBudget {
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(30);
  private static final Duration UNSAID_REST = Duration.ofSeconds(2);
  private static final Duration LONGEST_REST = Duration.ofHours(1);

  /// This part of the bucket is left to what cannot wait, of this hub or of anybody else who uses
  /// the same app.
  private static final int SPARED = 10;

  private final SystemName system;
  private final InstantSource clock;
  private final Map<String, Double> weights = new ConcurrentHashMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition never = lock.newCondition();
  private Bucket bucket = Bucket.UNKNOWN;
  private Instant quietUntil = Instant.MIN;

  CostBudget(SystemName system, InstantSource clock) {
    this.system = system;
    this.clock = clock;
  }

  /// What an answer said last, less what has been asked since.
  private record Bucket(double size, double left, double perSecond, Instant seen) {
    static final Bucket UNKNOWN = new Bucket(0, 0, 0, Instant.MIN);

    boolean isKnown() {
      return perSecond > 0;
    }

    double leftAt(Instant now) {
      double gained = Math.max(0, Duration.between(seen, now).toMillis()) / 1000.0 * perSecond;
      return Math.min(size, left + gained);
    }
  }

  /// Whether a question can wait for others.
  public enum Urgency {
    PATIENT,
    URGENT
  }

  /// Waits until a question can be paid for.
  ///
  /// @throws SourceException when that takes too long, or the shop wants to be left alone
  void await(String question, Urgency urgency) {
    lock.lock();
    try {
      Instant now = clock.instant();
      if (now.isBefore(quietUntil)) {
        throw new SourceException(
            system
                + " asked to be left alone; it is asked again in "
                + seconds(Duration.between(now, quietUntil))
                + " s");
      }
      if (!bucket.isKnown()) {
        return;
      }
      double weight = weights.getOrDefault(question, 0.0);
      double spared = urgency == Urgency.PATIENT ? bucket.size() / SPARED : 0;
      double wanted = Math.min(bucket.size(), weight + spared);
      double lacking = wanted - bucket.leftAt(now);
      Duration wait =
          lacking <= 0
              ? Duration.ZERO
              : Duration.ofMillis((long) Math.ceil(lacking / bucket.perSecond() * 1000));
      if (wait.compareTo(LONGEST_WAIT) > 0) {
        throw new SourceException(
            system
                + ": the shop's allowance is used up, by this hub or another user of the app; it"
                + " would take "
                + seconds(wait)
                + " s to be enough for this question");
      }
      Instant then = now.plus(wait);
      bucket = new Bucket(bucket.size(), bucket.leftAt(then) - weight, bucket.perSecond(), then);
      long nanos = wait.toNanos();
      while (nanos > 0) {
        nanos = never.awaitNanos(nanos);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SourceException(system + ": stopped while waiting for the allowance", stopped);
    } finally {
      lock.unlock();
    }
  }

  /// Takes from an answer what its question weighed and what is left.
  void learn(String question, JsonNode cost) {
    if (!cost.isObject()) {
      return;
    }
    number(cost.path("requestedQueryCost")).ifPresent(weight -> weights.put(question, weight));
    JsonNode status = cost.path("throttleStatus");
    Optional<Double> size = number(status.path("maximumAvailable"));
    Optional<Double> left = number(status.path("currentlyAvailable"));
    Optional<Double> rate = number(status.path("restoreRate")).filter(perSecond -> perSecond > 0);
    if (size.isEmpty() || left.isEmpty() || rate.isEmpty()) {
      return;
    }
    lock.lock();
    try {
      bucket = new Bucket(size.get(), left.get(), rate.get(), clock.instant());
    } finally {
      lock.unlock();
    }
  }

  /// The shop said that a question was one too many. What is to be told of it.
  SourceException throttled(JsonNode cost) {
    double wanted = number(cost.path("requestedQueryCost")).orElse(0.0);
    JsonNode status = cost.path("throttleStatus");
    double left = number(status.path("currentlyAvailable")).orElse(0.0);
    double rate = number(status.path("restoreRate")).orElse(0.0);
    Duration rest =
        rate > 0 && wanted > left
            ? Duration.ofMillis((long) Math.ceil((wanted - left) / rate * 1000))
            : UNSAID_REST;
    return leaveAlone(rest, "THROTTLED");
  }

  /// The shop is left alone for a while. What is to be told of it.
  SourceException leaveAlone(Duration asked, String how) {
    Duration rest = asked.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : asked;
    lock.lock();
    try {
      Instant until = clock.instant().plus(rest);
      quietUntil = until.isAfter(quietUntil) ? until : quietUntil;
    } finally {
      lock.unlock();
    }
    return new SourceException(
        system + " asks to slow down (" + how + "); it is left alone for " + seconds(rest) + " s");
  }

  /// Until when it wants to be left alone, where that is yet to come.
  public Optional<Instant> quietUntil() {
    lock.lock();
    try {
      return Optional.of(quietUntil).filter(until -> until.isAfter(clock.instant()));
    } finally {
      lock.unlock();
    }
  }

  private static Optional<Double> number(JsonNode node) {
    return node.isNumber() ? Optional.of(node.doubleValue()) : Optional.empty();
  }

  private static String seconds(Duration wait) {
    return BigDecimal.valueOf(wait.toMillis(), 3).setScale(0, RoundingMode.CEILING).toPlainString();
  }
}
