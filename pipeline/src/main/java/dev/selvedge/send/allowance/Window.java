package dev.selvedge.send.allowance;

import dev.selvedge.Lane;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/// One scope of a target's allowance in its present window: how many calls we took from it, lane by
/// lane, and how many strangers did. Pure and immutable; several processes share it through the
/// store, so what one took the others see.
///
/// A call is counted when it is taken, before it is made. What an answer tells is compared with
/// that: calls that are gone and that we did not take were a stranger's. So an answer that was
/// written before our latest calls arrived cannot make us believe in calls that are spent.
///
/// @param limit calls the window allows, assumed until [#stated]
/// @param stated whether an answer told the limit
/// @param taken what we took in this window
/// @param strangers calls of others in this window, as far as seen
/// @param strangersUsual how many a window they usually make: the most seen lately, fading. So much
///     is left for them, since their burst may come after ours
/// @param seenLate whether an answer came late in the window, so that it is known how many calls
///     strangers made in all of it; one call is kept back to learn that
/// @param renewsAt when the next window begins
public record Window(
    String scope,
    long limit,
    boolean stated,
    Duration length,
    Taken taken,
    long strangers,
    double strangersUsual,
    boolean seenLate,
    Instant renewsAt) {
  /// How much of the usual is remembered when a whole window was seen without it, and when it was
  /// not seen.
  private static final double FADING = 0.9;

  private static final double FADING_UNSEEN = 0.97;

  /// By how much of the limit the usual grows when a call was refused: strangers wanted more than
  /// was left for them, and how much more nobody tells.
  private static final double REFUSED = 1.0 / 6;

  /// The last part of a window, in which strangers have made nearly all their calls.
  private static final double LATE = 0.04;

  /// However much strangers usually take, so much of the limit we try for all the same.
  private static final double NEVER_LESS_THAN = 0.25;

  /// A window nobody has used yet, which begins now.
  public static Window of(Scope scope, Instant now) {
    return new Window(
        scope.name(),
        scope.assumed(),
        false,
        scope.window(),
        Taken.NOTHING,
        0,
        0,
        false,
        now.plus(scope.window()));
  }

  /// Calls taken, lane by lane.
  public record Taken(long urgent, long normal, long bulk) {
    public static final Taken NOTHING = new Taken(0, 0, 0);

    public long by(Lane lane) {
      return switch (lane) {
        case URGENT -> urgent;
        case NORMAL -> normal;
        case BULK -> bulk;
      };
    }

    public long all() {
      return urgent + normal + bulk;
    }

    Taken plus(Lane lane, long calls) {
      return switch (lane) {
        case URGENT -> new Taken(Math.max(0, urgent + calls), normal, bulk);
        case NORMAL -> new Taken(urgent, Math.max(0, normal + calls), bulk);
        case BULK -> new Taken(urgent, normal, Math.max(0, bulk + calls));
      };
    }
  }

  /// The same where nobody but the project says how many calls are allowed: what it says now.
  public Window assuming(Scope scope) {
    return stated || limit == scope.assumed()
        ? this
        : new Window(
            this.scope,
            scope.assumed(),
            false,
            length,
            taken,
            strangers,
            strangersUsual,
            seenLate,
            renewsAt);
  }

  /// This window, or the one of this instant when this one is over.
  public Window at(Instant now) {
    boolean farAhead = renewsAt.isAfter(now.plus(length.multipliedBy(2)));
    if (farAhead) {
      // The clock was set back: a window that ends so far ahead is none.
      return renewed(now.plus(length));
    }
    if (now.isBefore(renewsAt)) {
      return this;
    }
    long over = Duration.between(renewsAt, now).dividedBy(length);
    return renewed(renewsAt.plus(length.multipliedBy(over + 1)));
  }

  /// The next window. Of a scope that no answer ever told of, nothing is known about strangers.
  private Window renewed(Instant next) {
    double fading = strangersUsual * (seenLate ? FADING : FADING_UNSEEN);
    return new Window(
        scope,
        limit,
        stated,
        length,
        Taken.NOTHING,
        0,
        stated ? Math.max((double) strangers, fading) : 0,
        false,
        next);
  }

  /// How many calls a lane may take now. Each lane is sure of its share while it has something to
  /// send, whoever else does; what a lane does not need the others may use. For what is urgent a
  /// reserve is kept even while nothing is, smaller and smaller towards the end of the window, so
  /// that no capacity is left idle.
  ///
  /// @param wanting the lanes in which something waits
  public long free(Lane lane, Set<Lane> wanting, AllowancePolicy policy, Instant now) {
    Window current = at(now);
    long left = current.left(policy) - (current.keepsFeeler(policy, now) ? 1 : 0);
    double others = 0;
    double higher = 0;
    for (Lane other : Lane.values()) {
      if (other != lane) {
        double owed = current.owed(other, wanting, policy, now);
        others += owed;
        higher += other.compareTo(lane) < 0 ? owed : 0;
      }
    }
    double own = current.owed(lane, Set.of(lane), policy, now);
    double free = Math.max(left - others, Math.min(own, left - higher));
    return Math.max(0, Math.round(free));
  }

  /// Calls that are left for us all together.
  public long left(AllowancePolicy policy) {
    long forStrangers =
        Math.max(strangers, Math.round(Math.min(strangersUsual, mostForStrangers())));
    return Math.max(
        0, Math.min(limit - taken.all() - forStrangers, policy.budget(limit) - taken.all()));
  }

  private double mostForStrangers() {
    return Math.floor(limit * (1 - NEVER_LESS_THAN));
  }

  private double owed(Lane lane, Set<Lane> wanting, AllowancePolicy policy, Instant now) {
    double share = policy.share(lane, policy.budget(limit));
    if (!wanting.contains(lane)) {
      share = lane == Lane.URGENT ? share * Math.clamp(untilRenewal(now), 0, 1) : 0;
    } else if (lane == Lane.URGENT) {
      share = Math.ceil(share);
    }
    return Math.max(0, share - taken.by(lane));
  }

  /// Whether one call waits for the end of the window, to learn how many strangers made in it.
  private boolean keepsFeeler(AllowancePolicy policy, Instant now) {
    return Math.round(strangersUsual) > strangers && !isLate(now) && left(policy) > 1;
  }

  private boolean isLate(Instant now) {
    return untilRenewal(now) <= LATE;
  }

  /// The part of the window that is still to come.
  private double untilRenewal(Instant now) {
    return (double) Duration.between(now, renewsAt).toMillis() / length.toMillis();
  }

  public Window take(Lane lane, long calls) {
    return new Window(
        scope,
        limit,
        stated,
        length,
        taken.plus(lane, calls),
        strangers,
        strangersUsual,
        seenLate,
        renewsAt);
  }

  /// Calls that were taken and need not be made after all.
  public Window giveBack(Lane lane, long calls) {
    return take(lane, -calls);
  }

  /// Learns from an answer.
  public Window read(Reading reading, Instant now) {
    Window current = at(now);
    long gone = Math.max(0, reading.limit() - reading.remaining());
    if (!reading.renewsAt().isAfter(now)) {
      // Written before its window ended: the limit holds, the count is of the past.
      return current.with(
          reading.limit(), current.taken, current.strangers, seenLate, current.renewsAt);
    }
    Duration later = Duration.between(current.renewsAt, reading.renewsAt());
    boolean next = stated && later.compareTo(length.dividedBy(2)) > 0;
    if (next) {
      // The target's window began before we thought so: what is gone is all we know of it.
      Window renewed = at(current.renewsAt);
      return renewed.with(
          reading.limit(), Taken.NOTHING.plus(Lane.NORMAL, gone), 0, false, reading.renewsAt());
    }
    return current.with(
        reading.limit(),
        current.taken,
        Math.max(current.strangers, gone - current.taken.all()),
        current.seenLate || current.isLate(now),
        reading.renewsAt());
  }

  private Window with(
      long newLimit, Taken newTaken, long newStrangers, boolean late, Instant renews) {
    return new Window(
        scope,
        Math.max(1, newLimit),
        true,
        length,
        newTaken,
        newStrangers,
        strangersUsual,
        late,
        renews);
  }

  /// An answer said that nothing is left until then.
  public Window exhausted(Instant until, Instant now) {
    Window current = at(now);
    long rest = Math.max(0, limit - current.taken.all() - current.strangers);
    // Several calls may have been under way: one refusal a window tells all there is to learn.
    double more = rest > 0 || current.strangersUsual == 0 ? limit * REFUSED : 0;
    double usual = Math.max(current.strangersUsual, (double) current.strangers) + more;
    return new Window(
        scope,
        limit,
        stated,
        length,
        current.taken,
        current.strangers + rest,
        Math.min(usual, mostForStrangers()),
        false,
        until.isAfter(now) ? until : current.renewsAt);
  }
}
