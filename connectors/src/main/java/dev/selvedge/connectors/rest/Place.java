package dev.selvedge.connectors.rest;

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

/// How far a feed has been read. Immutable; stored as the JSON text of a cursor.
///
/// @param by the word of the way in which changes are found
/// @param began when the feed was read for the first time
/// @param firstSync whether the end has not been reached yet
record Place(String by, Instant began, boolean firstSync, Mark mark, Round round, Step step) {
  private static final int VERSION = 1;
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /// What is asked for what lies behind it: epoch milliseconds, a number, a token; empty for
  /// everything.
  ///
  /// @param newest the greatest stamp seen that is not in the future
  /// @param newestSeen when it was first seen
  record Mark(String text, Instant newest, Instant newestSeen) {
    static final Mark NONE = new Mark("", Instant.EPOCH, Instant.EPOCH);

    Mark at(String other) {
      return new Mark(other, newest, newestSeen);
    }
  }

  /// One walk from the mark to the end.
  ///
  /// @param known the greatest stamp seen before it
  record Round(Instant begun, boolean resting, int restarts, Instant known) {}

  /// A page behind the mark.
  ///
  /// @param page counted from 0
  /// @param size by which pages are counted; 0 for not said yet
  /// @param tail the keys at the end of the page before
  /// @param tailStamp the last stamp of the page before
  /// @param next an address or a token; empty for none
  record Step(int page, int size, List<String> tail, Instant tailStamp, String next) {
    static final Step FIRST = new Step(0, 0, List.of(), Instant.EPOCH, "");

    Step {
      tail = List.copyOf(tail);
    }

    boolean isFirst() {
      return page == 0 && next.isEmpty();
    }
  }

  static Place start(String by, Mark mark, Instant now) {
    return new Place(by, now, true, mark, new Round(now, false, 0, Instant.EPOCH), Step.FIRST);
  }

  /// The next round of a resting place.
  Place begin(Instant now) {
    return new Place(
        by, began, firstSync, mark, new Round(now, false, 0, mark.newest()), Step.FIRST);
  }

  Place to(Step other) {
    return new Place(by, began, firstSync, mark, round, other);
  }

  Place to(Mark other) {
    return new Place(by, began, firstSync, other, round, step);
  }

  /// At the end, until the next round.
  Place rest(Mark from) {
    return new Place(
        by, began, false, from, new Round(round.begun(), true, 0, round.known()), Step.FIRST);
  }

  /// At the beginning of the round again.
  Place restart() {
    Round again = new Round(round.begun(), false, round.restarts() + 1, round.known());
    return new Place(by, began, firstSync, mark, again, Step.FIRST);
  }

  Cursor toCursor() {
    ObjectNode root = JSON.createObjectNode();
    root.put("version", VERSION);
    root.put("by", by);
    root.put("began", began.toEpochMilli());
    root.put("firstSync", firstSync);
    root.put("mark", mark.text());
    root.put("newest", mark.newest().toEpochMilli());
    root.put("newestSeen", mark.newestSeen().toEpochMilli());
    root.put("begun", round.begun().toEpochMilli());
    root.put("resting", round.resting());
    root.put("restarts", round.restarts());
    root.put("known", round.known().toEpochMilli());
    root.put("page", step.page());
    root.put("size", step.size());
    ArrayNode tail = root.putArray("tail");
    step.tail().forEach(tail::add);
    root.put("tailStamp", step.tailStamp().toEpochMilli());
    root.put("next", step.next());
    return new Cursor(root.toString());
  }

  /// @param by what it must be of
  /// @throws SourceException when the text is none of these
  static Place of(Cursor cursor, String by) {
    try {
      JsonNode root = JSON.readTree(cursor.text());
      if (root.path("version").asInt(0) != VERSION || !root.path("by").asString("").equals(by)) {
        throw unreadable();
      }
      List<String> tail = new ArrayList<>();
      root.path("tail").forEach(key -> tail.add(key.asString("")));
      return new Place(
          by,
          instant(root, "began"),
          root.path("firstSync").asBoolean(false),
          new Mark(
              root.path("mark").asString(""), instant(root, "newest"), instant(root, "newestSeen")),
          new Round(
              instant(root, "begun"),
              root.path("resting").asBoolean(false),
              root.path("restarts").asInt(0),
              instant(root, "known")),
          new Step(
              root.path("page").asInt(0),
              root.path("size").asInt(0),
              tail,
              instant(root, "tailStamp"),
              root.path("next").asString("")));
    } catch (JacksonException broken) {
      throw unreadable();
    }
  }

  private static Instant instant(JsonNode root, String name) {
    return Instant.ofEpochMilli(root.path(name).asLong(0));
  }

  private static SourceException unreadable() {
    return new SourceException(
        "the stored cursor is not one of this way of reading: reset the feed to read it from its"
            + " start");
  }
}
