package dev.selvedge.connectors.shopify;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// How far a feed has been read: the walk of each of its lists, in their order, and the bulk
/// operation that comes before them. Immutable; stored as the JSON text of a cursor.
///
/// @param began when the feed was read for the first time
/// @param firstSync whether the first list has not yet reached its end
/// @param bulk the operation under way
/// @param waiting until when what is read again may insist on the page that it has not had in this
///     round; long ago where nothing may
record Bookmark(
    Instant began, boolean firstSync, List<Walk> walks, Optional<InBulk> bulk, Instant waiting) {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Bookmark {
    walks = List.copyOf(walks);
  }

  /// A bulk operation and how far its file has been read.
  ///
  /// @param id of the operation
  /// @param asked when it was asked for, by the shop's clock or the hub's, whichever is behind:
  ///     what changed while it was at work has stamps of the shop's
  /// @param offset of the first byte that has not been read
  record InBulk(String id, Instant asked, long offset) {
    InBulk at(long further) {
      return new InBulk(id, asked, further);
    }
  }

  /// With one list gone further.
  Bookmark with(int list, Walk walk) {
    List<Walk> changed = new ArrayList<>(walks);
    changed.set(list, walk);
    return new Bookmark(began, firstSync && !(list == 0 && walk.resting()), changed, bulk, waiting);
  }

  Bookmark with(InBulk operation) {
    return new Bookmark(began, firstSync, walks, Optional.of(operation), waiting);
  }

  Bookmark withoutBulk() {
    return new Bookmark(began, firstSync, walks, Optional.empty(), waiting);
  }

  Bookmark waiting(Instant until) {
    return new Bookmark(began, firstSync, walks, bulk, until);
  }

  Cursor toCursor() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("began", began.toEpochMilli());
    root.put("firstSync", firstSync);
    root.put("waiting", waiting.toEpochMilli());
    bulk.ifPresent(
        operation ->
            root.putObject("bulk")
                .put("id", operation.id())
                .put("asked", operation.asked().toEpochMilli())
                .put("offset", operation.offset()));
    ArrayNode array = root.putArray("walks");
    for (Walk walk : walks) {
      ObjectNode node = array.addObject();
      node.put("from", walk.from().toEpochMilli());
      node.put("beyond", walk.beyond());
      node.put("cursor", walk.cursor());
      node.put("rows", walk.rows());
      node.put("reached", walk.reached().toEpochMilli());
      node.put("newest", walk.newest().toEpochMilli());
      node.put("newestSeen", walk.newestSeen().toEpochMilli());
      node.put("begun", walk.begun().toEpochMilli());
      node.put("resting", walk.resting());
    }
    return new Cursor(root.toString());
  }

  /// Reads a stored cursor.
  ///
  /// @param lists how many walks it must hold
  /// @throws SourceException when the text is not one of ours
  static Bookmark of(Cursor cursor, int lists) {
    JsonNode root = tree(cursor);
    List<Walk> walks = new ArrayList<>();
    for (JsonNode node : root.path("walks")) {
      walks.add(
          new Walk(
              instant(node, "from"),
              node.path("beyond").asBoolean(false),
              node.path("cursor").asString(""),
              node.path("rows").asInt(0),
              instant(node, "reached"),
              instant(node, "newest"),
              instant(node, "newestSeen"),
              instant(node, "begun"),
              node.path("resting").asBoolean(false)));
    }
    if (root.path("version").asInt(0) != VERSION || walks.size() != lists) {
      throw unreadable();
    }
    return new Bookmark(
        instant(root, "began"),
        root.path("firstSync").asBoolean(false),
        walks,
        bulk(root),
        // not in cursors of earlier versions
        instant(root, "waiting"));
  }

  private static Optional<InBulk> bulk(JsonNode root) {
    JsonNode node = root.path("bulk");
    return node.isObject()
        ? Optional.of(
            new InBulk(
                node.path("id").asString(""),
                instant(node, "asked"),
                node.path("offset").asLong(0)))
        : Optional.empty();
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
