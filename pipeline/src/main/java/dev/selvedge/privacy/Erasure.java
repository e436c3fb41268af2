package dev.selvedge.privacy;

import java.time.Instant;

/// A request to be forgotten and how far it is. Says nothing of whom: that is kept as keyed hashes
/// only, the tombstones. Immutable.
///
/// ```
///   REQUESTED ───────► REMOTE_DONE ───────► DONE ───────► LIFTED
///   tombstones stand,  the targets hold     the hub holds  a new consent came: the
///   nothing is sent    them no more         them no more   tombstones are gone
/// ```
///
/// Every step can be repeated, so that whoever was interrupted begins again where it stopped.
///
/// @param number short and for ever its own: what people call it by
/// @param movedAt since when it is at this stage
/// @param who on whose word
/// @param why in that person's words, with every address masked
public record Erasure(
    long number, Stage stage, Instant requestedAt, Instant movedAt, String who, String why) {

  /// How far an erasure is.
  public enum Stage {
    REQUESTED,
    REMOTE_DONE,
    DONE,
    LIFTED
  }

  /// Whether all is gone, so that a new consent may lift it.
  public boolean isDone() {
    return stage == Stage.DONE;
  }
}
