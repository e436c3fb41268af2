package dev.selvedge.connectors.walk;

import java.time.Instant;
import tools.jackson.databind.node.ObjectNode;

/// A reader's place in a list that changes all the time. Immutable.
///
/// @param <W> the kind of place
public interface Walk<W extends Walk<W>> {
  Horizon horizon();

  /// The same place with another horizon.
  W with(Horizon horizon);

  /// Puts the place into the stored cursor; the constructor's counterpart.
  void write(ObjectNode node);

  /// Whether the end was reached, and the next round has not begun.
  default boolean resting() {
    return horizon().resting();
  }

  /// The same place, with its round not yet begun.
  default W rest() {
    return with(horizon().rest());
  }

  /// The next round of a resting walk.
  default W begin(Instant now) {
    return with(horizon().begin(now));
  }
}
