package dev.selvedge.inbox;

import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The part of the disk that nothing new may take: while less than that is free the hub refuses
/// what comes, rather than promise what it may not be able to keep. What was accepted before is
/// worked off meanwhile, and has the reserve to do so. Thread-safe.
public final class DiskReserve {
  /// What stands in the way below the reserve, for people.
  public static final String SENTENCE =
      "the disk is nearly full: webhooks are refused and polls are paused until there is room";

  private static final System.Logger LOG = System.getLogger(DiskReserve.class.getName());
  private static final Duration MEASURED_EVERY = Duration.ofSeconds(1);

  /// So much more must be free before it counts as left alone again, or it would flicker.
  private static final int TENTH = 10;

  private final FreeSpace space;
  private final long reserve;
  private final InstantSource clock;
  private Instant measured = Instant.MIN;
  private volatile boolean touched;

  /// @param reserve in bytes
  public DiskReserve(FreeSpace space, long reserve, InstantSource clock) {
    this.space = space;
    this.reserve = reserve;
    this.clock = clock;
  }

  /// Where nobody can tell the room, or nobody need.
  public static DiskReserve none() {
    return new DiskReserve(() -> Long.MAX_VALUE, 0, () -> Instant.EPOCH);
  }

  /// Whether less than the reserve is free. Looks at the disk at most once a second.
  public boolean isTouched() {
    if (isDue(clock.instant())) {
      measure(space.bytes());
    }
    return touched;
  }

  /// True for one caller at a time.
  private synchronized boolean isDue(Instant now) {
    boolean due = now.isBefore(measured) || now.isAfter(measured.plus(MEASURED_EVERY));
    if (due) {
      measured = now;
    }
    return due;
  }

  private synchronized void measure(long free) {
    boolean was = touched;
    touched = free < (was ? reserve + reserve / TENTH : reserve);
    if (touched && !was) {
      LOG.log(Level.ERROR, "{0}; {1} MB are free of {2} MB kept", SENTENCE, mb(free), mb(reserve));
    } else if (was && !touched) {
      LOG.log(Level.WARNING, "there is room on the disk again: webhooks and polls go on");
    }
  }

  private static long mb(long bytes) {
    return bytes >> 20;
  }

  /// The same intake, closed below the reserve.
  public Intake guard(Intake intake) {
    return records -> {
      if (isTouched()) {
        throw new IntakeRefusedException(IntakeRefusedException.Reason.NO_ROOM, SENTENCE);
      }
      return intake.accept(records);
    };
  }
}
