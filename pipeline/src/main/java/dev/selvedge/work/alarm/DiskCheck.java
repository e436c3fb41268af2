package dev.selvedge.work.alarm;

import dev.selvedge.inbox.FreeSpace;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Finding.Words;
import dev.selvedge.watch.alarm.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/// Whether the disk of an SQLite store has room.
public final class DiskCheck implements Check {
  private static final int EARLY = 3;

  private final FreeSpace space;
  private final long reserve;

  /// @param reserve bytes below which the hub refuses what comes; it is told of at three times that
  public DiskCheck(FreeSpace space, long reserve) {
    this.space = space;
    this.reserve = reserve;
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.DISK);
  }

  @Override
  public Sight look(Instant now) {
    long free = space.bytes();
    if (free >= reserve * EARLY) {
      return Sight.of(List.of());
    }
    boolean full = free < reserve;
    return Sight.of(
        List.of(
            new Finding(
                AlarmKind.DISK,
                "store",
                full ? Severity.CRITICAL : Severity.WARNING,
                now,
                new Words(
                    "The disk of the hub's store has " + (free >> 20) + " MB left.",
                    full
                        ? "Webhooks are refused and nothing is read from any system."
                        : "Nobody yet: below "
                            + (reserve >> 20)
                            + " MB webhooks are refused and nothing is read.",
                    full
                        ? "It works off what it has accepted, and takes in again as soon as there"
                            + " is room; senders of webhooks are asked to come back."
                        : "It goes on as usual.",
                    "Make room on the disk or give it more; shorter times below 'retention' let"
                        + " the store grow less."),
                "/")));
  }
}
