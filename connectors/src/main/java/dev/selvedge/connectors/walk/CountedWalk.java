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
/// come first, the list is read again from its start.
///
/// @param from rows with a greater stamp are asked for
/// @param skip how many rows are known already, less the anchor
/// @param anchor the id of the row read last; empty when nothing is skipped
public record CountedWalk(Instant from, int skip, String anchor, Horizon horizon)
    implements Walk<CountedWalk> {

  /// A row by what the walk needs of it.
  public record Row(String id, Instant stamp) {}

  /// What a page came to.
  ///
  /// @param firstNew rows before it are known already
  public record Step(int firstNew, CountedWalk next) {}

  /// A walk through everything after an instant.
  public static CountedWalk after(Instant from, Instant now) {
    return new CountedWalk(from, 0, "", Horizon.first(from, now));
  }

  /// Reads the answer to `stamp after from, skip, take`.
  ///
  /// @param take at least 2, so that there is room for more than the anchor
  /// @param overlap how long after it was taken a stamp may become visible
  public Step read(List<Row> rows, int take, Instant now, Duration overlap) {
    boolean anchored = !anchor.isEmpty();
    if (anchored && (rows.isEmpty() || !rows.getFirst().id().equals(anchor))) {
      return new Step(rows.size(), new CountedWalk(from, 0, "", horizon));
    }
    Horizon seen = horizon;
    for (Row row : rows) {
      seen = seen.seen(row.stamp(), now);
    }
    if (rows.size() < take) {
      Instant next = seen.back(now, overlap).orElse(seen.newest());
      return new Step(anchored ? 1 : 0, new CountedWalk(next, 0, "", seen.rest()));
    }
    int known = skip + rows.size() - 1;
    return new Step(anchored ? 1 : 0, new CountedWalk(from, known, rows.getLast().id(), seen));
  }

  @Override
  public CountedWalk with(Horizon changed) {
    return new CountedWalk(from, skip, anchor, changed);
  }

  @Override
  public void write(ObjectNode node) {
    node.put("from", from.toString());
    node.put("skip", skip);
    node.put("anchor", anchor);
    horizon.write(node);
  }

  /// A place out of a stored cursor.
  public static CountedWalk of(JsonNode node) {
    return new CountedWalk(
        Bookmark.instant(node, "from"),
        node.path("skip").asInt(0),
        node.path("anchor").asString(""),
        Horizon.of(node));
  }
}
