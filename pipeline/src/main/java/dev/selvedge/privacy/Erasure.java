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
/// @param refusedAt when they last declined, as far as what was turned away tells; the epoch: never
/// @param who on whose word
/// @param why in that person's words, with every address masked
public record Erasure(
    long number,
    Stage stage,
    Instant requestedAt,
    Instant movedAt,
    Instant refusedAt,
    String who,
    String why) {

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

  /// Whether a consent of this time is newer than the erasure and than all they declined since.
  public boolean isBefore(Instant consent) {
    return consent.isAfter(movedAt) && consent.isAfter(refusedAt);
  }

  /// They declined then.
  public Erasure refusedAt(Instant at) {
    return at.isAfter(refusedAt)
        ? new Erasure(number, stage, requestedAt, movedAt, at, who, why)
        : this;
  }
}
