package dev.selvedge.connectors.jdbc;

import dev.selvedge.connectors.jdbc.JdbcCursor.Step;
import dev.selvedge.connectors.jdbc.JdbcCursor.Track;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Decides where each pass over a watermark begins and what a finished one leaves behind.
///
/// By time, a row may become visible up to the overlap after its own mark. A pass therefore begins
/// at the greatest mark seen less the overlap, but never later than the database's time at the
/// start of the pass before, less the overlap: rows from the future do not pull it along. Once a
/// pass has begun an overlap or more after the greatest mark, nothing can come late below it, and
/// the next begins strictly behind it: a quiet table is not read again and again.
///
/// By transaction, a pass begins at the oldest transaction that was open when the pass before
/// began. Immutable.
record Passes(Duration overlap, boolean byTransaction) {

  /// The first pass of a feed.
  static JdbcCursor first(Step step, String started, List<Track> tracks) {
    return new JdbcCursor(step, 0, started, JdbcCursor.nothing(), List.of(), tracks);
  }

  /// A later pass over one watermark.
  JdbcCursor begin(int index, String started, List<Track> tracks, Mark mark) {
    Track track = tracks.get(index);
    boolean transactions = byTransaction && index == 0;
    if (transactions) {
      JsonNode from = tools.jackson.databind.node.StringNode.valueOf(track.started());
      return new JdbcCursor(Step.LIVE, index, started, from, List.of(), tracks);
    }
    JsonNode none = JdbcCursor.nothing();
    if (track.last().isEmpty()) {
      return new JdbcCursor(Step.LIVE, index, started, none, List.of(), tracks);
    }
    JsonNode last = track.last().getFirst();
    Instant began = Instant.parse(track.started());
    Instant seen = mark.instant(last).orElse(began);
    if (!seen.plus(overlap).isAfter(began)) {
      return new JdbcCursor(Step.LIVE, index, started, none, track.last(), tracks);
    }
    JsonNode from = mark.bound(seen.isBefore(began) ? seen : began, overlap, last);
    return new JdbcCursor(Step.LIVE, index, started, from, List.of(), tracks);
  }

  /// What stands when a pass has read its last row.
  JdbcCursor end(JdbcCursor pass, Mark mark) {
    Track before = pass.current();
    List<JsonNode> last = greater(before.last(), pass.after(), mark) ? pass.after() : before.last();
    List<Track> tracks = new ArrayList<>(pass.tracks());
    tracks.set(pass.track(), new Track(last, pass.started()));
    return new JdbcCursor(
        Step.IDLE, pass.track(), pass.started(), JdbcCursor.nothing(), List.of(), tracks);
  }

  /// Rows may be deleted, so that a pass ends below the one before.
  private static boolean greater(List<JsonNode> before, List<JsonNode> row, Mark mark) {
    if (row.isEmpty() || before.isEmpty()) {
      return before.isEmpty();
    }
    Instant old = mark.instant(before.getFirst()).orElse(Instant.MIN);
    return !mark.instant(row.getFirst()).orElse(Instant.MAX).isBefore(old);
  }
}
