package dev.selvedge.connectors.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A place in a list that is sorted by (stamp, id), where rows behind a pair of these can be asked
/// for. Each page begins behind the row read last, so what moves or vanishes hides nothing.
/// Immutable.
///
/// @param stamp of the row read last
/// @param id of the row read last, in the system's own order of ids; empty to begin with all rows
///     of that stamp
public record KeysetWalk(Instant stamp, String id, Horizon horizon) implements Walk<KeysetWalk> {

  /// A row by what the list is sorted by.
  public record Row(String id, Instant stamp) {}

  /// A walk through everything from a stamp on, that stamp included.
  public static KeysetWalk from(Instant stamp, Instant now) {
    return new KeysetWalk(stamp, "", Horizon.first(stamp, now));
  }

  /// The place behind these rows.
  ///
  /// @param end whether they are the last
  /// @param overlap how long after it was taken a stamp may become visible
  public KeysetWalk past(List<Row> rows, boolean end, Instant now, Duration overlap) {
    KeysetWalk further = rows.isEmpty() ? this : behind(rows.getLast(), now);
    return end ? further.ended(now, overlap) : further;
  }

  private KeysetWalk behind(Row last, Instant now) {
    return new KeysetWalk(last.stamp(), last.id(), horizon.seen(last.stamp(), now));
  }

  private KeysetWalk ended(Instant now, Duration overlap) {
    return horizon
        .back(now, overlap)
        .map(back -> new KeysetWalk(back, "", horizon.rest()))
        .orElseGet(this::rest);
  }

  @Override
  public KeysetWalk with(Horizon changed) {
    return new KeysetWalk(stamp, id, changed);
  }

  @Override
  public void write(ObjectNode node) {
    node.put("stamp", stamp.toString());
    node.put("id", id);
    horizon.write(node);
  }

  /// A place out of a stored cursor.
  public static KeysetWalk of(JsonNode node) {
    return new KeysetWalk(
        Bookmark.instant(node, "stamp"), node.path("id").asString(""), Horizon.of(node));
  }
}
