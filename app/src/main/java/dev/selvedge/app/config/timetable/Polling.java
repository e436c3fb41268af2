package dev.selvedge.app.config.timetable;

import dev.selvedge.RecordKind;
import dev.selvedge.watch.Timetable;
import java.time.Duration;
import java.util.Map;

/// When a system's polled feeds are read. Immutable.
///
/// @param standard of the kinds that have no plan of their own
/// @param own plans by kind
public record Polling(Plan standard, Map<RecordKind, Plan> own) {
  public Polling {
    own = Map.copyOf(own);
  }

  /// When one kind is read.
  ///
  /// @param jitter by how much at most each reading is later than planned
  public record Plan(Timetable when, Duration jitter) {}

  public Plan of(RecordKind kind) {
    return own.getOrDefault(kind, standard);
  }
}
