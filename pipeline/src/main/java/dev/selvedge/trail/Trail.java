package dev.selvedge.trail;

import java.util.Collection;
import java.util.List;

/// The port to the append-only trail. Every method runs inside the caller's transaction. Reading
/// gives the newest first.
public interface Trail {
  void append(Collection<TrailEntry> entries);

  List<TrailEntry> ofPerson(long person, int limit);

  List<TrailEntry> ofOrder(String order, int limit);

  List<TrailEntry> ofSource(String source, int limit);

  List<TrailEntry> latest(int limit);
}
