package dev.selvedge.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Whether a flow is read when it should be. A reading that is planned may be late by a quarter of
/// an hour, one that is planned seldom by as long as the plan's gap, an hour at most: a reading
/// takes its time, and so does a hub that is started anew.
public final class Punctuality {
  private static final Duration ALWAYS = Duration.ofMinutes(15);
  private static final Duration AT_MOST = Duration.ofHours(1);

  private Punctuality() {}

  /// What is wrong, if anything. A first reading that is under way is not late, however long it
  /// takes; one that was never tried is not known to be.
  public static Optional<Concern> of(Timetable when, FlowReading reading, Instant now) {
    if (reading.isTroubled()) {
      return Optional.of(
          new Concern.Troubled(reading.flow(), reading.trouble(), reading.troubledSince()));
    }
    if (reading.readAt().equals(Instant.EPOCH) || reading.passing()) {
      return Optional.empty();
    }
    Instant due = when.after(reading.readAt());
    return now.isAfter(due.plus(patience(when.gapAfter(reading.readAt()))))
        ? Optional.of(new Concern.Late(reading.flow(), reading.readAt(), due))
        : Optional.empty();
  }

  private static Duration patience(Duration gap) {
    if (gap.compareTo(ALWAYS) < 0) {
      return ALWAYS;
    }
    return gap.compareTo(AT_MOST) > 0 ? AT_MOST : gap;
  }
}
