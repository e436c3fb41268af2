package dev.selvedge.work.poll;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/// Reads one feed both ways: from time to time what changed, and at once what somebody says has
/// changed. One loop takes both in turn, so that of two readings of a record the later one is
/// stored later. Run by one loop.
public final class HintedPoll implements Supplier<Duration> {
  /// Enough for the clock to tell two readings apart.
  private static final Duration NEXT = Duration.ofMillis(1);

  private static final Duration FIRST_REST = Duration.ofMillis(200);
  private static final Duration LONGEST_REST = Duration.ofSeconds(30);

  private final HintStep hints;
  private final PollStep poll;
  private final InstantSource clock;
  private Instant pollAt = Instant.MIN;
  private Duration afterFailure = FIRST_REST;
  private boolean pollsTurn;

  public HintedPoll(HintStep hints, PollStep poll, InstantSource clock) {
    this.hints = hints;
    this.poll = poll;
    this.clock = clock;
  }

  @Override
  public Duration get() {
    Duration untilHints = NEXT;
    if (!pollsTurn || !isPollDue()) {
      HintStep.Turn turn = hints.take();
      if (turn.read()) {
        pollsTurn = true;
        return NEXT;
      }
      untilHints = turn.rest();
    }
    pollsTurn = false;
    Duration untilPoll = isPollDue() ? poll() : Duration.between(clock.instant(), pollAt);
    return untilHints.compareTo(untilPoll) < 0 ? untilHints : untilPoll;
  }

  private boolean isPollDue() {
    return poll.isHurried() || !clock.instant().isBefore(pollAt);
  }

  /// A hint must not have a poll that failed tried again before it is time.
  private Duration poll() {
    pollAt = clock.instant().plus(afterFailure);
    Duration doubled = afterFailure.multipliedBy(2);
    afterFailure = doubled.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : doubled;
    Duration rest = poll.get();
    afterFailure = FIRST_REST;
    pollAt = clock.instant().plus(rest);
    return rest;
  }
}
