package dev.selvedge.audit.numbers;

import dev.selvedge.connector.Feed;
import java.util.Optional;
import java.util.Set;

/// What the project says of how its systems number their orders; of all others it is learnt.
/// Immutable.
///
/// @param consecutive systems, or single feeds of theirs (`system/kind`), that leave out no number
/// @param scattered those that leave out numbers
public record Numbering(Set<String> consecutive, Set<String> scattered) {
  /// Of all it is learnt.
  public static final Numbering LEARN = new Numbering(Set.of(), Set.of());

  public Numbering {
    consecutive = Set.copyOf(consecutive);
    scattered = Set.copyOf(scattered);
  }

  /// What it says of a feed; empty where it is to be learnt. Of a feed counts before of a system.
  public Optional<Boolean> isConsecutive(Feed feed) {
    for (String name : new String[] {feed.toString(), feed.system().value()}) {
      if (consecutive.contains(name)) {
        return Optional.of(true);
      }
      if (scattered.contains(name)) {
        return Optional.of(false);
      }
    }
    return Optional.empty();
  }
}
