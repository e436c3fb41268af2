package dev.selvedge.app.live;

import dev.selvedge.app.page.Counts;
import java.time.Instant;

/// What pages show, as far as it matters whether it has changed. Called by one thread at a time.
public interface Looks {
  /// What stands in the navigation of every page.
  Counts counts();

  /// What a page shows now.
  Look at(Watched watched);

  /// Something to be compared with what it was.
  ///
  /// @param content equal as long as the page shows the same
  /// @param readAt no change that came later is in it
  record Look(Object content, Instant readAt) {}
}
