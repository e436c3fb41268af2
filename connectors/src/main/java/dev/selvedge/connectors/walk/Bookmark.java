package dev.selvedge.connectors.walk;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
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
/// @param waiting until when a list of now and then may insist on the page that it has not had in
///     this round; long ago where none may
record Bookmark<W extends Walk<W>>(
    Instant began, boolean firstSync, Instant waiting, List<W> walks) {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Bookmark {
    walks = List.copyOf(walks);
  }

  Cursor toCursor() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("began", began.toString());
    root.put("firstSync", firstSync);
    root.put("waiting", waiting.toString());
    ArrayNode array = root.putArray("walks");
    walks.forEach(walk -> walk.write(array.addObject()));
    return new Cursor(root.toString());
  }

  /// @param legs how many walks it must hold
  /// @throws SourceException when the text is not one of ours
  static <W extends Walk<W>> Bookmark<W> of(Cursor cursor, int legs, Function<JsonNode, W> walk) {
    JsonNode root = tree(cursor);
    List<W> walks = new ArrayList<>();
    root.path("walks").forEach(node -> walks.add(walk.apply(node)));
    if (root.path("version").asInt(0) != VERSION || walks.size() != legs) {
      throw unreadable();
    }
    // not in cursors of earlier versions
    Instant waiting = root.has("waiting") ? instant(root, "waiting") : Instant.EPOCH;
    return new Bookmark<>(
        instant(root, "began"), root.path("firstSync").asBoolean(false), waiting, walks);
  }

  /// A time of a stored cursor: a text, or milliseconds.
  static Instant instant(JsonNode node, String name) {
    JsonNode value = node.path(name);
    try {
      return value.isIntegralNumber() && value.canConvertToLong()
          ? Instant.ofEpochMilli(value.asLong())
          : Instant.parse(value.asString(""));
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
