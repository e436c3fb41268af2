package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How far recent rows have been read again. It is kept beside the position of the feed, which is
/// read without it by whoever does not know it. Immutable.
///
/// @param begun when this reading began, or the last one if it is over; by the hub's clock
/// @param turn since when it has been its turn, and not that of what changed
/// @param from the least time of a row, as the column writes times; null until that is known
/// @param after time and key of the last row of the page before; empty at the beginning
/// @param resting whether it is over
record RereadPlace(
    Instant begun, Instant turn, JsonNode from, List<JsonNode> after, boolean resting) {
  /// How long it goes on before what changed meanwhile is looked for.
  private static final Duration TURN = Duration.ofSeconds(10);

  private static final String NAME = "reread";
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  RereadPlace {
    after = List.copyOf(after);
  }

  /// Nothing is read again for now: everything was just read.
  static RereadPlace rest(Instant now) {
    return new RereadPlace(now, now, JdbcCursor.nothing(), List.of(), true);
  }

  private static RereadPlace start(Instant now) {
    return new RereadPlace(now, now, JdbcCursor.nothing(), List.of(), false);
  }

  boolean isTurn(Instant now) {
    return !resting && now.isBefore(turn.plus(TURN));
  }

  /// After what changed has been read to its end.
  RereadPlace atEndOfRound(Instant now, Duration every) {
    if (!resting) {
      return new RereadPlace(begun, now, from, after, false);
    }
    return now.isBefore(begun.plus(every)) ? this : start(now);
  }

  RereadPlace on(JsonNode least, List<JsonNode> row) {
    return new RereadPlace(begun, turn, least, row, false);
  }

  RereadPlace over() {
    return new RereadPlace(begun, turn, JdbcCursor.nothing(), List.of(), true);
  }

  /// Written into the cursor of the feed.
  Cursor beside(Cursor feed) {
    ObjectNode node = (ObjectNode) JSON.readTree(feed.text());
    ObjectNode own = node.putObject(NAME);
    own.put("begun", begun.toEpochMilli());
    own.put("turn", turn.toEpochMilli());
    own.set("from", from);
    own.putArray("after").addAll(after);
    own.put("resting", resting);
    return new Cursor(JSON.writeValueAsString(node));
  }

  /// Empty where the feed was not read again so far.
  ///
  /// @throws SourceException when the text is not one of ours
  static Optional<RereadPlace> of(Cursor cursor) {
    try {
      JsonNode own = JSON.readTree(cursor.text()).path(NAME);
      if (own.isMissingNode()) {
        return Optional.empty();
      }
      List<JsonNode> after = new ArrayList<>();
      own.required("after").forEach(after::add);
      return Optional.of(
          new RereadPlace(
              Instant.ofEpochMilli(own.required("begun").longValue()),
              Instant.ofEpochMilli(own.required("turn").longValue()),
              own.required("from"),
              after,
              own.required("resting").booleanValue()));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SourceException("the stored position is not one of the jdbc connector", e);
    }
  }
}
