package dev.selvedge.dotdigital.delivery.meter;

import dev.selvedge.dotdigital.account.Account;
import dev.selvedge.dotdigital.answer.Allowance;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.plan.Facet;
import dev.selvedge.send.Target.Cost;
import dev.selvedge.send.Target.Way;
import dev.selvedge.send.allowance.Reading;
import dev.selvedge.send.allowance.Scope;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/// What calls cost, as the answers teach it: which counter an operation is taken from, how much is
/// left of it, and whether the account has tiers at all. Thread-safe.
///
/// Accounts of the newer scheme say it in headers on every limited call. A success of such a call
/// without them shows an account of the older scheme, which counts all calls of an hour together.
public final class Meter {
  /// The counter of accounts without tiers, see [HourBook].
  public static final String HOUR = "hour";

  /// Enrolment calls have a counter of their own, whatever the scheme.
  public static final String ENROLMENTS = "enrolments";

  private static final Duration MINUTE = Duration.ofMinutes(1);

  /// More kinds of counters than this are not Dotdigital's.
  private static final int MOST_OTHERS = 16;

  private final AssumedLimits limits;
  private final InstantSource clock;
  private final HourBook hour;
  private final Map<Operation, String> learnt = new ConcurrentHashMap<>();
  private final Map<String, Scope> others = new ConcurrentHashMap<>();
  private volatile boolean hourly;

  /// A meter that knows nothing yet.
  public Meter(AssumedLimits limits, InstantSource clock) {
    this.limits = limits;
    this.clock = clock;
    this.hour = new HourBook(limits.perHour(), clock.instant());
  }

  /// The counters, with what they allow as far as nothing else was told.
  public List<Scope> scopes() {
    List<Scope> scopes = new ArrayList<>();
    scopes.add(new Scope(Operation.Tier.LOW.scope(), MINUTE, limits.lowPerMinute()));
    scopes.add(new Scope(Operation.Tier.MEDIUM.scope(), MINUTE, limits.mediumPerMinute()));
    scopes.add(new Scope(Operation.Tier.HIGH.scope(), MINUTE, limits.highPerMinute()));
    scopes.add(new Scope(HOUR, HourBook.WINDOW, hour.perWindow()));
    scopes.add(new Scope(ENROLMENTS, Duration.ofHours(1), limits.enrolmentsPerHour()));
    scopes.addAll(new TreeMap<>(others).values());
    return List.copyOf(scopes);
  }

  /// What sending costs.
  public Cost cost(Facet facet, Way way) {
    return switch (facet) {
      case CONTACT, PROOF, CHOICE ->
          oneOf(
              switch (way) {
                case SINGLY -> Operation.CONTACT_WRITE;
                case TOGETHER -> Operation.CONTACT_IMPORT;
              });
      case ORDER, CART, RECORD ->
          oneOf(
              switch (way) {
                case SINGLY -> Operation.INSIGHT_WRITE;
                case TOGETHER -> Operation.INSIGHT_IMPORT;
              });
      case PRODUCT ->
          oneOf(
              switch (way) {
                case SINGLY -> Operation.SHARED_WRITE;
                case TOGETHER -> Operation.INSIGHT_IMPORT;
              });
      case ENROLMENT ->
          switch (way) {
            case SINGLY -> new Cost.Impossible();
            // Starting people in programs, sending mails and telling of events go by different
            // calls.
            case TOGETHER -> new Cost.WhenPacked();
          };
      case CONSENT -> new Cost.Impossible();
    };
  }

  /// What an import may be taken from, by the older scheme and the newer.
  public List<String> countersOf(Facet facet) {
    return switch (facet) {
      case CONTACT, PROOF, CHOICE -> List.of(HOUR, scope(Operation.CONTACT_IMPORT));
      case ORDER, PRODUCT, CART, RECORD -> List.of(HOUR, scope(Operation.INSIGHT_IMPORT));
      case ENROLMENT -> List.of(ENROLMENTS);
      case CONSENT -> List.of();
    };
  }

  private Cost oneOf(Operation operation) {
    return new Cost.OneOf(hourly ? HOUR : scope(operation));
  }

  /// The counter of an operation under the newer scheme, empty when it has none.
  private String scope(Operation operation) {
    return learnt.getOrDefault(operation, operation.tier().scope());
  }

  /// Whether the account counts all calls of an hour together.
  public boolean isHourly() {
    return hourly;
  }

  /// The counter a call of this kind was taken from, as far as is known.
  public String takenFrom(Operation operation) {
    return hourly && operation.countsInTheHour() ? HOUR : scope(operation);
  }

  /// Learns from an answer; gives what it said is left.
  public Optional<Reading> learn(Operation operation, Answer<?> answer) {
    if (operation.countsInTheHour() && !(answer instanceof Answer.NotSent<?>)) {
      hour.add(clock.instant());
    }
    return switch (answer.stated()) {
      case Allowance.Stated stated -> {
        hourly = false;
        yield reading(operation, stated);
      }
      case Allowance.Unstated ignored -> {
        boolean capped =
            answer instanceof Answer.RateLimited<?> limited && limited.cap() == Answer.Cap.HOURLY;
        boolean silent = answer instanceof Answer.Ok<?> && operation.tellsTheScheme();
        if (capped || silent) {
          hourly = true;
        }
        yield Optional.empty();
      }
    };
  }

  private Optional<Reading> reading(Operation operation, Allowance.Stated stated) {
    String scope = stated.scope().isEmpty() ? scope(operation) : known(stated);
    if (scope.isEmpty()) {
      return Optional.empty();
    }
    if (operation != Operation.OTHER) {
      learnt.put(operation, scope);
    }
    return Optional.of(
        new Reading(scope, stated.limit(), Math.max(0, stated.remaining()), stated.resetAt()));
  }

  private String known(Allowance.Stated stated) {
    for (Operation.Tier tier : Operation.Tier.values()) {
      if (tier.scope().equalsIgnoreCase(stated.scope())) {
        return tier.scope();
      }
    }
    if (others.size() < MOST_OTHERS) {
      others.putIfAbsent(
          stated.scope(), new Scope(stated.scope(), MINUTE, Math.max(1, stated.limit())));
    }
    return others.containsKey(stated.scope()) ? stated.scope() : "";
  }

  /// Whether it is time to look at the account's own count; true for one caller in a window.
  public boolean isCountDue() {
    return hourly && hour.isToBeCounted(clock.instant());
  }

  /// What an account's own count says is left of the present window.
  public Optional<Reading> count(Account account) {
    Instant now = clock.instant();
    return account
        .callsRemaining()
        .map(left -> new Reading(HOUR, hour.perWindow(), hour.left(left, now), hour.renewsAt(now)));
  }
}
