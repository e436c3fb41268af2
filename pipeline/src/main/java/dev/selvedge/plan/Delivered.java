package dev.selvedge.plan;

import dev.selvedge.ContentHash;
import java.time.Instant;

/// What a target last acknowledged for a subject. Immutable.
public sealed interface Delivered {

  /// Nothing yet.
  record Never() implements Delivered {}

  /// The target said it holds this.
  ///
  /// @param hash of the desired state that was acknowledged
  /// @param remoteId the target's id (a contact's number), empty when it gave none
  /// @param address the e-mail the target files it under
  record Acknowledged(ContentHash hash, String remoteId, String address, Instant at)
      implements Delivered {}

  default boolean is(ContentHash desired) {
    return switch (this) {
      case Never ignored -> false;
      case Acknowledged acknowledged -> acknowledged.hash().equals(desired);
    };
  }
}
