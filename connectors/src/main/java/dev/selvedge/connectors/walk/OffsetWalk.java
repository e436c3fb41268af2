package dev.selvedge.connectors.walk;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A place in a list that is sorted by (stamp, id) and knows only `stamp after`, `skip` and `take`.
/// Immutable.
///
/// Counting rows from the start would lose some: a row that changes moves to the end and everything
/// behind it moves up by one. So each page begins at the stamp where the one before ended, and only
/// rows that share that stamp are skipped. The row read last is asked for once more, as an anchor:
/// if it does not come first, rows of that stamp have left, and the stamp is read again from its
/// start.
///
/// @param from rows with a greater stamp are asked for
/// @param skip how many of them are known already, less the anchor
/// @param anchor the row read last, [Row#NONE] when nothing is skipped
public record OffsetWalk(Instant from, int skip, Row anchor, Horizon horizon)
    implements Walk<OffsetWalk> {

  /// A row as it came, and the stamp the list is sorted by. Systems may keep finer stamps than they
  /// show; what is shown counts in milliseconds.
  public record Row(String id, Instant stamp) {
    static final Row NONE = new Row("", Instant.EPOCH);
  }

  /// What a page came to.
  ///
  /// @param firstNew rows before it are known already
  public record Step(int firstNew, OffsetWalk next) {}

  /// A walk through everything after an instant.
  public static OffsetWalk after(Instant from, Instant now) {
    return new OffsetWalk(from, 0, Row.NONE, Horizon.first(from, now));
  }

  /// Reads the answer to `stamp after from, skip, take`.
  ///
  /// @param take at least 2, so that there is room for more than the anchor
  /// @param overlap how long after it was taken a stamp may become visible
  public Step read(List<Row> rows, int take, Instant now, Duration overlap) {
    boolean anchored = !anchor.equals(Row.NONE);
    if (anchored && (rows.isEmpty() || !rows.getFirst().equals(anchor))) {
      return new Step(rows.size(), again());
    }
    OffsetWalk further = rows.isEmpty() ? this : past(rows, now);
    boolean end = rows.size() < take;
    return new Step(anchored ? 1 : 0, end ? further.ended(now, overlap) : further);
  }

  /// How many rows come before the first that is not known.
  public int known() {
    return anchor.equals(Row.NONE) ? skip : skip + 1;
  }

  /// The place at a row that stands behind others which cannot be shown: since their stamps are not
  /// known, it is counted from where this one is.
  ///
  /// @param hidden how many; the row read last must still stand before them
  public OffsetWalk beyond(int hidden, Row shown, Instant now) {
    return new OffsetWalk(from, known() + hidden, shown, horizon.seen(shown.stamp(), now));
  }

  /// The place to read from where the row read last stands there no more.
  public OffsetWalk again() {
    return new OffsetWalk(from, 0, Row.NONE, horizon);
  }

  /// The place at the end, where nothing but rows that cannot be shown is left.
  public OffsetWalk end(Instant now, Duration overlap) {
    return ended(now, overlap);
  }

  private OffsetWalk past(List<Row> rows, Instant now) {
    Row last = rows.getLast();
    Instant bound = last.stamp().minusMillis(1);
    boolean sameStamp = !bound.isAfter(from);
    int known =
        sameStamp
            ? skip + rows.size()
            : (int) rows.stream().filter(row -> !row.stamp().isBefore(bound)).count();
    return new OffsetWalk(
        sameStamp ? from : bound, known - 1, last, horizon.seen(last.stamp(), now));
  }

  private OffsetWalk ended(Instant now, Duration overlap) {
    return horizon
        .back(now, overlap)
        .map(back -> new OffsetWalk(back, 0, Row.NONE, horizon.rest()))
        .orElseGet(this::rest);
  }

  @Override
  public OffsetWalk with(Horizon changed) {
    return new OffsetWalk(from, skip, anchor, changed);
  }

  @Override
  public void write(ObjectNode node) {
    node.put("from", from.toString());
    node.put("skip", skip);
    node.put("anchor", anchor.id());
    node.put("anchorStamp", anchor.stamp().toString());
    horizon.write(node);
  }

  /// A place out of a stored cursor.
  public static OffsetWalk of(JsonNode node) {
    return new OffsetWalk(
        Bookmark.instant(node, "from"),
        node.path("skip").asInt(0),
        new Row(node.path("anchor").asString(""), Bookmark.instant(node, "anchorStamp")),
        Horizon.of(node));
  }
}
