package dev.selvedge.connectors.patchworks.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// How many calls are left in this minute. Confined to one thread.
final class CallBudget {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int most;
  private final InstantSource clock;
  private Instant minute = Instant.MIN;
  private int used;

  CallBudget(int most, InstantSource clock) {
    this.most = most;
    this.clock = clock;
  }

  /// Whether so many calls can still be made.
  boolean has(int calls) {
    Instant now = clock.instant();
    if (now.isBefore(minute) || !now.isBefore(minute.plus(MINUTE))) {
      minute = now;
      used = 0;
    }
    return used + calls <= most;
  }

  void take() {
    used++;
  }
}
