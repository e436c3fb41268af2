package dev.selvedge.plan.due;

import dev.selvedge.ContentHash;
import dev.selvedge.PersonId;
import java.util.Optional;

/// The port to how far everybody has been looked at by the automations of today. Every method runs
/// inside the caller's transaction.
public interface Reviews {
  /// The last there was; empty in a store in which nobody was ever looked at so.
  Optional<Review> last();

  /// Replaces it.
  void keep(Review review);

  /// A look at everybody in the order of their numbers.
  ///
  /// @param rules by which, see [RuleReview#rules]
  /// @param after the last who was looked at
  /// @param done whether nobody is left
  record Review(ContentHash rules, PersonId after, boolean done) {
    /// Of nobody yet.
    public static Review begun(ContentHash rules) {
      return new Review(rules, new PersonId(0), false);
    }
  }
}
