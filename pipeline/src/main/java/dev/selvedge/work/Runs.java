package dev.selvedge.work;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;

/// The port to the runs of hub processes on this store: who is alive, and whose work others take
/// over. Every method runs inside the caller's transaction.
public interface Runs {
  /// This run is alive, and will say so again before then.
  void beat(String run, Instant until);

  /// Runs that should have said that they are alive and did not, and those that hold something
  /// without ever having said it since they were forgotten.
  List<String> silent(Instant now);

  /// Until when those of these runs that ever said so are alive, as they said last.
  Map<String, Instant> aliveUntil(Collection<String> runs);

  /// All runs but this one.
  List<String> others(String run);

  /// Their work has been taken over.
  void forget(Collection<String> runs);
}
