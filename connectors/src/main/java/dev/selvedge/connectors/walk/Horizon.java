package dev.selvedge.connectors.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a reader has seen of a list's stamps, and so how far back its next round has to begin.
/// Immutable.
///
/// A slow transaction may commit a row with a stamp that was passed already, at most `overlap`
/// after it took the stamp. Rows so late in this round have stamps from `overlap` before its
/// beginning, so the next round goes back by the overlap and by as long as this round took. Once a
/// round has begun an overlap after the newest stamp was first seen, nothing older can be missing
/// any more, and the next goes on where this one ended. Stamps of the future pull nothing along: a
/// round goes back from its own beginning then.
///
/// @param newest the greatest stamp seen
/// @param newestSeen the hub's time when it was first seen
/// @param begun the hub's time when this round began
/// @param resting whether the end was reached, and the next round has not begun
public record Horizon(Instant newest, Instant newestSeen, Instant begun, boolean resting) {

  /// Before the first page.
  ///
  /// @param from what the list holds up to here is known, or not wanted
  public static Horizon first(Instant from, Instant now) {
    return new Horizon(from, now, now, false);
  }

  /// With its round not yet begun.
  public Horizon rest() {
    return new Horizon(newest, newestSeen, begun, true);
  }

  /// The next round of one at rest.
  public Horizon begin(Instant now) {
    return new Horizon(newest, newestSeen, now, false);
  }

  /// After a row with this stamp.
  public Horizon seen(Instant stamp, Instant now) {
    boolean newer = stamp.isAfter(newest);
    return new Horizon(newer ? stamp : newest, newer ? now : newestSeen, begun, resting);
  }

  /// Where the next round begins, when this one ends now; empty to go on where it ended.
  ///
  /// @param overlap how long after it was taken a stamp may become visible
  public Optional<Instant> back(Instant now, Duration overlap) {
    boolean future = newest.isAfter(begun);
    if (!future && !begun.isBefore(newestSeen.plus(overlap))) {
      return Optional.empty();
    }
    Instant back = (future ? begun : newest).minus(overlap).minus(Duration.between(begun, now));
    return Optional.of(back.isBefore(Instant.EPOCH) ? Instant.EPOCH : back);
  }

  void write(ObjectNode node) {
    node.put("newest", newest.toString());
    node.put("newestSeen", newestSeen.toString());
    node.put("begun", begun.toString());
    node.put("resting", resting);
  }

  static Horizon of(JsonNode node) {
    return new Horizon(
        Bookmark.instant(node, "newest"),
        Bookmark.instant(node, "newestSeen"),
        Bookmark.instant(node, "begun"),
        node.path("resting").asBoolean(false));
  }
}
