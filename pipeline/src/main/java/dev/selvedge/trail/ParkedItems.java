package dev.selvedge.trail;

import java.util.Collection;
import java.util.List;

/// The port to what waits for a person. Every method runs inside the caller's transaction.
public interface ParkedItems {
  /// Adds, or counts once more what is there.
  void park(Collection<ParkedItem> items);

  /// No longer parked: it went through, or a newer record of the same thing did.
  void clear(Collection<String> subjects);

  /// Clears everything parked for these source records up to these inbox ids.
  void clearSources(Collection<String> sources);

  List<ParkedItem> newest(int limit);

  List<Group> groups();

  long count();

  /// Parked items of one cause.
  ///
  /// @param example the sentence of the newest
  record Group(String cause, long count, String example) {}
}
