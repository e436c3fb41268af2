package dev.selvedge.dotdigital.inward;

import dev.selvedge.connector.Cursor;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.Moments;
import dev.selvedge.dotdigital.json.Unreadable;
import dev.selvedge.dotdigital.json.View;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// How far a feed has been read. Immutable.
///
/// @param marks by part: when, by Dotdigital's clock, the last complete reading of it began
record Bookmark(Map<String, Instant> marks, State state) {
  private static final String MARKS = "marks";
  private static final String PASS = "pass";
  private static final String LACKING = "lacking: ";

  Bookmark {
    marks = Collections.unmodifiableSortedMap(new TreeMap<>(marks));
  }

  sealed interface State {
    record Resting() implements State {}

    /// In the middle of a pass.
    ///
    /// @param begun when the pass began, by Dotdigital's clock
    /// @param position see [Sheets.Ask]
    record Reading(String part, Instant begun, String position) implements State {}
  }

  /// A cursor that cannot be read is one of the beginning: what comes again is recognised.
  static Bookmark read(Cursor cursor) {
    if (cursor.isStart()) {
      return new Bookmark(Map.of(), new State.Resting());
    }
    try {
      View view = View.of(Json.parse(cursor.text().getBytes(StandardCharsets.UTF_8)));
      Map<String, Instant> marks = new TreeMap<>();
      view.tree(MARKS)
          .properties()
          .forEach(
              mark ->
                  Moments.read(mark.getValue().asString(""))
                      .ifPresent(at -> marks.put(mark.getKey(), at)));
      return new Bookmark(
          marks, view.object(PASS).<State>map(Bookmark::reading).orElseGet(State.Resting::new));
    } catch (Unreadable notOurs) {
      return new Bookmark(Map.of(), new State.Resting());
    }
  }

  private static State reading(View pass) {
    return new State.Reading(
        pass.text("part"), pass.requiredInstant("begun"), pass.text("position"));
  }

  Cursor cursor() {
    ObjectNode json = Json.object();
    ObjectNode written = json.putObject(MARKS);
    marks.forEach((part, at) -> written.put(part, at.toString()));
    if (state instanceof State.Reading reading) {
      json.putObject(PASS)
          .put("part", reading.part())
          .put("begun", reading.begun().toString())
          .put("position", reading.position());
    }
    return new Cursor(new String(Json.bytes(json), StandardCharsets.UTF_8));
  }

  Optional<Instant> mark(String part) {
    return Optional.ofNullable(marks.get(part));
  }

  /// A pass found nothing of that name to read.
  Bookmark lacking(String part, Instant begun) {
    return marked(LACKING + part, begun);
  }

  /// Whether a part has been read whole, or was not there to be read.
  boolean isKnown(String part) {
    return marks.containsKey(part) || marks.containsKey(LACKING + part);
  }

  Bookmark with(State other) {
    return new Bookmark(marks, other);
  }

  /// A part was read whole by a pass that began then.
  Bookmark marked(String part, Instant begun) {
    Map<String, Instant> moved = new TreeMap<>(marks);
    moved.put(part, begun);
    return new Bookmark(moved, state);
  }
}
