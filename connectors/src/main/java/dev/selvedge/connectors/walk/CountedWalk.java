package dev.selvedge.connectors.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A place in a list that knows `stamp after`, `skip` and `take`, and keeps an order of its own:
/// that of its ids, whatever the stamps. Immutable.
///
/// What changes keeps its place and stays in the list, what is new comes last; only what vanishes
/// moves the others up. So the row read last is asked for once more, as an anchor: if it does not
/// come first, it is looked for a little further up, and what is behind it there is what is not
/// known yet. By that a list that loses rows all the time is read to its end. Where it is not found
/// soon, having vanished itself perhaps, the list is read again from its start.
///
/// A row that comes into the list in front of the anchor has changed since the round began, and
/// belongs to the next.
///
/// @param from rows with a greater stamp are asked for
/// @param skip how many rows are known already, less the anchor
/// @param anchor the id of the row read last; empty when nothing is skipped
/// @param sought how often the anchor was looked for in vain
public record CountedWalk(Instant from, int skip, String anchor, int sought, Horizon horizon)
    implements Walk<CountedWalk> {
  /// Each goes twice as far up as the one before.
  private static final int MOST_LOOKS = 6;

  /// A row by what the walk needs of it.
  public record Row(String id, Instant stamp) {}

  /// What a page came to.
  ///
  /// @param firstNew rows before it are known already
  public record Step(int firstNew, CountedWalk next) {}

  /// A walk through everything after an instant.
  public static CountedWalk after(Instant from, Instant now) {
    return new CountedWalk(from, 0, "", 0, Horizon.first(from, now));
  }

  /// Reads the answer to `stamp after from, skip, take`.
  ///
  /// @param take at least 2, so that there is room for more than the anchor
  /// @param overlap how long after it was taken a stamp may become visible
  public Step read(List<Row> rows, int take, Instant now, Duration overlap) {
    int known = anchor.isEmpty() ? 0 : 1 + place(rows);
    if (known == 0 && !anchor.isEmpty()) {
      return new Step(rows.size(), again());
    }
    Horizon seen = horizon;
    for (Row row : rows) {
      seen = seen.seen(row.stamp(), now);
    }
    if (rows.size() < take) {
      Instant next = seen.back(now, overlap).orElse(seen.newest());
      return new Step(known, new CountedWalk(next, 0, "", 0, seen.rest()));
    }
    int behind = skip + rows.size() - 1;
    return new Step(known, new CountedWalk(from, behind, rows.getLast().id(), 0, seen));
  }

  /// How many rows come before the first that is not known.
  public int known() {
    return anchor.isEmpty() ? skip : skip + 1;
  }

  /// The place at a row that stands behind others which cannot be shown.
  ///
  /// @param hidden how many; the row read last must still stand before them
  public CountedWalk beyond(int hidden, Row shown, Instant now) {
    return new CountedWalk(from, known() + hidden, shown.id(), 0, horizon.seen(shown.stamp(), now));
  }

  /// The place at the end, where nothing but rows that cannot be shown is left.
  public CountedWalk end(Instant now, Duration overlap) {
    Instant next = horizon.back(now, overlap).orElse(horizon.newest());
    return new CountedWalk(next, 0, "", 0, horizon.rest());
  }

  /// The place to read from where the row read last stands there no more.
  public CountedWalk again() {
    return skip == 0 || sought == MOST_LOOKS
        ? new CountedWalk(from, 0, "", 0, horizon)
        : new CountedWalk(from, Math.max(0, skip - (1 << sought)), anchor, sought + 1, horizon);
  }

  /// Where the anchor is among these, or -1.
  private int place(List<Row> rows) {
    return rows.stream().map(Row::id).toList().indexOf(anchor);
  }

  @Override
  public CountedWalk with(Horizon changed) {
    return new CountedWalk(from, skip, anchor, sought, changed);
  }

  @Override
  public void write(ObjectNode node) {
    node.put("from", from.toString());
    node.put("skip", skip);
    node.put("anchor", anchor);
    node.put("sought", sought);
    horizon.write(node);
  }

  /// A place out of a stored cursor.
  public static CountedWalk of(JsonNode node) {
    return new CountedWalk(
        Bookmark.instant(node, "from"),
        node.path("skip").asInt(0),
        node.path("anchor").asString(""),
        Math.clamp(node.path("sought").asInt(0), 0, MOST_LOOKS),
        Horizon.of(node));
  }
}
