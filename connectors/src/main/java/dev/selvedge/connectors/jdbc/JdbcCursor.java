package dev.selvedge.connectors.jdbc;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How far a feed has been read. Immutable.
///
/// @param track which watermark the pass follows: 0 the table's, then each watched child's
/// @param started the database's word for now when the pass began
/// @param from the least mark of the pass; null when it has none
/// @param after the last row of the page before: its mark and key, or its key only while rows
///     without a mark are read; empty at the beginning of a pass
/// @param tracks what earlier passes came to, one a watermark
record JdbcCursor(
    Step step, int track, String started, JsonNode from, List<JsonNode> after, List<Track> tracks) {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();

  JdbcCursor {
    after = List.copyOf(after);
    tracks = List.copyOf(tracks);
  }

  enum Step {
    /// rows without a mark, at the first reading
    UNSTAMPED,
    /// all rows with a mark, at the first reading
    BACKFILL,
    /// nothing under way
    IDLE,
    /// what changed since the pass before
    LIVE
  }

  /// What the finished passes over one watermark came to.
  ///
  /// @param last mark and key of the greatest row seen; empty while there was none
  /// @param started the database's word for now when the last pass began
  record Track(List<JsonNode> last, String started) {
    Track {
      last = List.copyOf(last);
    }
  }

  static JsonNode nothing() {
    return NODES.nullNode();
  }

  JdbcCursor after(List<JsonNode> row) {
    return new JdbcCursor(step, track, started, from, row, tracks);
  }

  Track current() {
    return tracks.get(track);
  }

  Cursor write() {
    ObjectNode node = NODES.objectNode();
    node.put("step", step.name());
    node.put("track", track);
    node.put("started", started);
    node.set("from", from);
    node.set("after", array(after));
    ArrayNode written = node.putArray("tracks");
    for (Track each : tracks) {
      written.addObject().put("started", each.started()).set("last", array(each.last()));
    }
    return new Cursor(JSON.writeValueAsString(node));
  }

  static JdbcCursor read(Cursor cursor) {
    try {
      JsonNode node = JSON.readTree(cursor.text());
      List<Track> tracks = new ArrayList<>();
      for (JsonNode each : node.required("tracks")) {
        tracks.add(new Track(list(each.required("last")), each.required("started").stringValue()));
      }
      return new JdbcCursor(
          Step.valueOf(node.required("step").stringValue()),
          node.required("track").intValue(),
          node.required("started").stringValue(),
          node.required("from"),
          list(node.required("after")),
          tracks);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SourceException("the stored position is not one of the jdbc connector", e);
    }
  }

  private static ArrayNode array(List<JsonNode> values) {
    return NODES.arrayNode().addAll(values);
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> values = new ArrayList<>();
    array.forEach(values::add);
    return values;
  }
}
