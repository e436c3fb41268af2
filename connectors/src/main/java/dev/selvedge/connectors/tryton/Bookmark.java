package dev.selvedge.connectors.tryton;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import java.time.DateTimeException;
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
/// @param firstSync whether some leg has not yet reached its end
record Bookmark(Instant began, boolean firstSync, List<Walk> walks) {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Bookmark {
    walks = List.copyOf(walks);
  }

  /// With one leg gone further.
  Bookmark with(int leg, Walk walk) {
    List<Walk> changed = new ArrayList<>(walks);
    changed.set(leg, walk);
    boolean all = changed.stream().allMatch(Walk::resting);
    return new Bookmark(began, firstSync && !all, changed);
  }

  Cursor toCursor() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("began", began.toString());
    root.put("firstSync", firstSync);
    ArrayNode array = root.putArray("walks");
    for (Walk walk : walks) {
      ObjectNode node = array.addObject();
      node.put("stamp", walk.stamp().toString());
      node.put("id", walk.id());
      node.put("newest", walk.newest().toString());
      node.put("newestSeen", walk.newestSeen().toString());
      node.put("begun", walk.begun().toString());
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
              instant(node, "stamp"),
              node.path("id").asLong(0),
              instant(node, "newest"),
              instant(node, "newestSeen"),
              instant(node, "begun"),
              node.path("resting").asBoolean(false)));
    }
    if (root.path("version").asInt(0) != VERSION || walks.size() != legs) {
      throw unreadable();
    }
    return new Bookmark(instant(root, "began"), root.path("firstSync").asBoolean(false), walks);
  }

  private static Instant instant(JsonNode node, String name) {
    try {
      return Instant.parse(node.path(name).asString(""));
    } catch (DateTimeException broken) {
      throw unreadable();
    }
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
