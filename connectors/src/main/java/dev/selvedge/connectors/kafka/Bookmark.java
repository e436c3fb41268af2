package dev.selvedge.connectors.kafka;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// How far the topics of a feed have been read. Immutable; stored as the JSON text of a cursor.
///
/// @param observed the latest time given to a record, in epoch milliseconds: later ones get later
///     times, whatever the hub's clock does
/// @param turn the partition that was read last, `topic/partition`; the next one begins the next
///     page
record Bookmark(long observed, String turn, Map<String, Places> topics) {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  Bookmark {
    topics = Map.copyOf(topics);
  }

  /// The places in one topic.
  ///
  /// @param id of the topic that was read
  record Places(String id, Map<Integer, Place> partitions) {
    Places {
      partitions = Map.copyOf(partitions);
    }
  }

  /// A place in one partition.
  ///
  /// @param next the offset of the next message
  /// @param until messages before this offset were there when the feed was read for the first time;
  ///     0 once they are read
  /// @param deleted the key of the record that the last message deleted, hashed; empty otherwise
  record Place(long next, long until, String deleted) {}

  /// Nothing has been read.
  static Bookmark none() {
    return new Bookmark(0, "", Map.of());
  }

  Cursor toCursor() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("observed", observed);
    root.put("turn", turn);
    ObjectNode all = root.putObject("topics");
    new TreeMap<>(topics)
        .forEach(
            (topic, places) -> {
              ObjectNode node = all.putObject(topic);
              node.put("id", places.id());
              ObjectNode partitions = node.putObject("partitions");
              new TreeMap<>(places.partitions())
                  .forEach((number, place) -> write(place, partitions.putObject("" + number)));
            });
    return new Cursor(root.toString());
  }

  private static void write(Place place, ObjectNode node) {
    node.put("next", place.next());
    if (place.until() > place.next()) {
      node.put("until", place.until());
    }
    if (!place.deleted().isEmpty()) {
      node.put("deleted", place.deleted());
    }
  }

  /// @throws SourceException when the text is not one of ours
  static Bookmark of(Cursor cursor) {
    if (cursor.isStart()) {
      return none();
    }
    try {
      JsonNode root = JSON.readTree(cursor.text());
      if (root.path("version").asInt(0) != VERSION) {
        throw unreadable();
      }
      Map<String, Places> topics = new TreeMap<>();
      for (Map.Entry<String, JsonNode> topic : root.required("topics").properties()) {
        Map<Integer, Place> partitions = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each :
            topic.getValue().required("partitions").properties()) {
          partitions.put(Integer.valueOf(each.getKey()), place(each.getValue()));
        }
        topics.put(
            topic.getKey(), new Places(topic.getValue().required("id").stringValue(), partitions));
      }
      return new Bookmark(
          root.required("observed").longValue(), root.required("turn").stringValue(), topics);
    } catch (JacksonException | IllegalArgumentException broken) {
      throw unreadable();
    }
  }

  private static Place place(JsonNode node) {
    return new Place(
        node.required("next").longValue(),
        node.path("until").asLong(0),
        node.path("deleted").asString(""));
  }

  private static SourceException unreadable() {
    return new SourceException(
        "the stored cursor is not one of this version's: reset the feed to read it from its start");
  }
}
