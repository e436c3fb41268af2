package dev.selvedge.plan.due;

import java.time.Instant;
import java.util.Collection;
import java.util.Optional;

/// The port to the rounds past those who wait for a product. Every method runs inside the caller's
/// transaction.
public interface Rounds {
  /// Begins these. One of the same product and SKU that is under way begins anew: everybody has to
  /// be looked at again. It stays as urgent as it was.
  void begin(Collection<Round> rounds, Instant now);

  /// The one whose turn it is; empty when none is under way.
  Optional<Round> next();

  /// A page of it is done, and the others have their turn first.
  void move(Round round, Instant now);

  /// All its pages are done.
  void end(Round round);
}
