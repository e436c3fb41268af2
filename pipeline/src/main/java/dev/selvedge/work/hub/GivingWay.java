package dev.selvedge.work.hub;

import dev.selvedge.inbox.IntakePressure;
import java.time.Duration;

/// How long a loop stands aside after a step while webhooks press. It always keeps a share of the
/// time, so that what was accepted arrives during the longest rush: a fifth, and half as soon as
/// it is far behind. Pure.
final class GivingWay {
  /// Rest for each part of work.
  private static final int PARTS = 4;

  private static final int PARTS_WHEN_BEHIND = 1;
  static final Duration FAR_BEHIND = Duration.ofSeconds(30);

  /// However long the step took: no single rest is felt in the freshness.
  static final Duration LONGEST = Duration.ofMillis(250);

  private GivingWay() {}

  /// @param worked what the step took
  /// @param behind how long the oldest record has waited to be resolved
  static Duration after(Duration worked, IntakePressure.Level level, Duration behind) {
    return switch (level) {
      case CALM, ARRIVING -> Duration.ZERO;
      case PRESSING -> {
        int parts = behind.compareTo(FAR_BEHIND) < 0 ? PARTS : PARTS_WHEN_BEHIND;
        Duration rest = worked.multipliedBy(parts);
        yield rest.isNegative() || rest.compareTo(LONGEST) > 0 ? LONGEST : rest;
      }
    };
  }
}
