package dev.selvedge.watch;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// The port to when polled flows were read. Every method runs inside the caller's transaction.
public interface FlowReadings {
  /// A page was read that is not the last.
  void passing(String flow);

  /// It was read to its end.
  void finished(String flow, Instant at);

  /// It cannot be read; said again, it is troubled since the first time.
  void failed(String flow, String trouble, Instant at);

  Optional<FlowReading> of(String flow);

  /// All that were ever read or tried, by name.
  List<FlowReading> all();
}
