package dev.selvedge.plan;

import dev.selvedge.ContentHash;
import java.time.Instant;

/// What a target is known to hold of a subject. Immutable.
public sealed interface Delivered {

  /// Nothing yet.
  record Never() implements Delivered {
    @Override
    public String remoteId() {
      return "";
    }

    @Override
    public String address() {
      return "";
    }
  }

  /// The target said it holds this.
  ///
  /// @param hash of the desired state that was acknowledged
  record Acknowledged(ContentHash hash, String remoteId, String address, Instant at)
      implements Delivered {}

  /// A call about it was made since and did not end well: its answer never came, or it was refused,
  /// put off or half done. What is there is not known, least of all what was acknowledged before.
  ///
  /// @param address empty where the call may have changed it
  /// @param at when that was noticed
  record Doubtful(String remoteId, String address, Instant at) implements Delivered {}

  /// The target's id: a contact's number, empty when it gave none; for an order whose it is, see
  /// [OrderOwners].
  String remoteId();

  /// The e-mail the target files it under.
  String address();

  /// Whether the target is known to hold just this.
  default boolean is(ContentHash desired) {
    return this instanceof Acknowledged acknowledged && acknowledged.hash().equals(desired);
  }

  /// Of a contact: whether the target is known to have it, however it is.
  default boolean isThere() {
    return switch (this) {
      case Never ignored -> false;
      case Acknowledged ignored -> true;
      case Doubtful doubtful -> !doubtful.remoteId().isEmpty();
    };
  }
}
