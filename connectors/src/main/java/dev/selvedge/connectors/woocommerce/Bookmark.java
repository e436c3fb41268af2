package dev.selvedge.connectors.woocommerce;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How far a feed has been read: the walk of each of its legs, in their order. Immutable; stored as
/// the JSON text of a cursor.
///
/// @param began when the feed was read for the first time
/// @param firstSync whether the first reading has not yet reached its end
/// @param highest the greatest id that is known
/// @param waiting until when what is read now and then may insist on the page that it has not had
///     in this round; long ago where nothing may
record Bookmark(Instant began, boolean firstSync, long highest, List<Walk> walks, Instant waiting) {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Bookmark {
    walks = List.copyOf(walks);
  }

  /// With one leg gone further.
  ///
  /// @param first whether that leg's end is the end of the first reading
  Bookmark with(int leg, Walk walk, boolean first) {
    List<Walk> changed = new ArrayList<>(walks);
    changed.set(leg, walk);
    return new Bookmark(began, firstSync && !(first && walk.resting()), highest, changed, waiting);
  }

  Bookmark knowing(long id) {
    return new Bookmark(began, firstSync, Math.max(highest, id), walks, waiting);
  }

  Bookmark waiting(Instant until) {
    return new Bookmark(began, firstSync, highest, walks, until);
  }

  Cursor toCursor() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("began", began.toEpochMilli());
    root.put("firstSync", firstSync);
    root.put("highest", highest);
    root.put("waiting", waiting.toEpochMilli());
    ArrayNode array = root.putArray("walks");
    for (Walk walk : walks) {
      ObjectNode node = array.addObject();
      node.put("from", walk.from().toEpochMilli());
      node.put("until", walk.until().toEpochMilli());
      node.put("skip", walk.skip());
      node.put("anchor", walk.anchor());
      node.put("newest", walk.newest().toEpochMilli());
      node.put("newestSeen", walk.newestSeen().toEpochMilli());
      node.put("begun", walk.begun().toEpochMilli());
      node.put("resting", walk.resting());
    }
    return new Cursor(root.toString());
  }

  /// @param legs how many walks it must hold
  /// @throws SourceException when the text is not one of ours
  static Bookmark of(Cursor cursor, int legs) {
    JsonNode root = tree(cursor);
    List<Walk> walks = new ArrayList<>();
    for (JsonNode node : root.path("walks")) {
      walks.add(
          new Walk(
              instant(node, "from"),
              instant(node, "until"),
              node.path("skip").asInt(0),
              node.path("anchor").asString(""),
              instant(node, "newest"),
              instant(node, "newestSeen"),
              instant(node, "begun"),
              node.path("resting").asBoolean(false)));
    }
    if (root.path("version").asInt(0) != VERSION || walks.size() != legs) {
      throw unreadable();
    }
    return new Bookmark(
        instant(root, "began"),
        root.path("firstSync").asBoolean(false),
        root.path("highest").asLong(0),
        walks,
        // not in cursors of earlier versions
        instant(root, "waiting"));
  }

  private static Instant instant(JsonNode node, String name) {
    return Instant.ofEpochMilli(node.path(name).asLong(0));
  }

  private static JsonNode tree(Cursor cursor) {
    try {
      return JSON.readTree(cursor.text());
    } catch (JacksonException broken) {
      throw unreadable();
    }
  }

  private static SourceException unreadable() {
    return new SourceException(
        "the stored cursor is not one of this version's: reset the feed to read it from its start");
  }
}
