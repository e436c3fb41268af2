package dev.selvedge.work;

import dev.selvedge.connector.Cursor;
import java.util.List;

/// What reading a feed takes of the allowance of a target, where the system that is polled is one:
/// it counts our questions like everything else. Safe for use by many threads.
@FunctionalInterface
public interface Toll {
  /// Of a system that does not count, or whose calls are nobody else's.
  Toll FREE = cursor -> List.of();

  /// The counters of the target of the same name that the next reading after a cursor takes from,
  /// one for each call.
  List<String> counters(Cursor cursor);
}
