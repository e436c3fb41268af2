package dev.selvedge.connectors.file;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Which files of a folder were read, and how far the one in hand is. Immutable.
///
/// @param done name to identity of the files read to their end that are still there
/// @param rejected of those, why they could not be read at all
/// @param baseline the snapshot with which the next one is compared
record FileCursor(
    Map<String, String> done,
    Map<String, String> rejected,
    Hand hand,
    Optional<Baseline> baseline) {
  private static final JsonMapper JSON = JsonMapper.shared();

  FileCursor {
    done = Collections.unmodifiableMap(new TreeMap<>(done));
    rejected = Collections.unmodifiableMap(new TreeMap<>(rejected));
  }

  /// A snapshot that was read and believed.
  ///
  /// @param rows how many it has
  record Baseline(String name, String identity, int rows) {}

  /// The file that is being read.
  sealed interface Hand {
    record Empty() implements Hand {}

    /// A place inside a file.
    ///
    /// @param offset where the next row begins
    /// @param line its line, from 1
    /// @param rows how many were read
    /// @param refused how many of them were refused
    /// @param bulk whether the file has many rows
    record Holding(
        String name, String identity, long offset, long line, int rows, int refused, boolean bulk)
        implements Hand {}

    /// A snapshot that was read; a place inside the one before it, of which those rows are told as
    /// deleted that the new one has not.
    ///
    /// @param rows how many the new one has
    /// @param offset where the next row of the old one begins
    record Comparing(String name, String identity, int rows, long offset, long line)
        implements Hand {}
  }

  static FileCursor read(Cursor cursor) {
    if (cursor.isStart()) {
      return new FileCursor(Map.of(), Map.of(), new Hand.Empty(), Optional.empty());
    }
    try {
      JsonNode node = JSON.readTree(cursor.text());
      JsonNode base = node.path("baseline");
      return new FileCursor(
          texts(node.required("done")),
          texts(node.path("rejected")),
          hand(node.path("hand")),
          base.isObject()
              ? Optional.of(
                  new Baseline(
                      base.required("name").stringValue(),
                      base.required("identity").stringValue(),
                      base.required("rows").intValue()))
              : Optional.empty());
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SourceException("the stored position is not one of the file connector", e);
    }
  }

  private static Map<String, String> texts(JsonNode node) {
    Map<String, String> texts = new TreeMap<>();
    node.properties().forEach(each -> texts.put(each.getKey(), each.getValue().stringValue()));
    return texts;
  }

  private static Hand hand(JsonNode node) {
    if (!node.isObject()) {
      return new Hand.Empty();
    }
    String name = node.required("name").stringValue();
    String identity = node.required("identity").stringValue();
    long offset = node.required("offset").longValue();
    long line = node.required("line").longValue();
    int rows = node.required("rows").intValue();
    return node.path("comparing").asBoolean(false)
        ? new Hand.Comparing(name, identity, rows, offset, line)
        : new Hand.Holding(
            name,
            identity,
            offset,
            line,
            rows,
            node.path("refused").asInt(0),
            node.required("bulk").booleanValue());
  }

  Cursor write() {
    ObjectNode node = JSON.createObjectNode();
    ObjectNode written = node.putObject("done");
    done.forEach(written::put);
    if (!rejected.isEmpty()) {
      ObjectNode reasons = node.putObject("rejected");
      rejected.forEach(reasons::put);
    }
    switch (hand) {
      case Hand.Holding holding ->
          place(node, holding.name(), holding.identity())
              .put("offset", holding.offset())
              .put("line", holding.line())
              .put("rows", holding.rows())
              .put("refused", holding.refused())
              .put("bulk", holding.bulk());
      case Hand.Comparing comparing ->
          place(node, comparing.name(), comparing.identity())
              .put("offset", comparing.offset())
              .put("line", comparing.line())
              .put("rows", comparing.rows())
              .put("comparing", true);
      case Hand.Empty ignored -> {}
    }
    baseline.ifPresent(
        base ->
            node.putObject("baseline")
                .put("name", base.name())
                .put("identity", base.identity())
                .put("rows", base.rows()));
    return new Cursor(JSON.writeValueAsString(node));
  }

  private static ObjectNode place(ObjectNode node, String name, String identity) {
    return node.putObject("hand").put("name", name).put("identity", identity);
  }

  FileCursor with(Hand other) {
    return new FileCursor(done, rejected, other, baseline);
  }

  /// Compares the next snapshot with this one.
  FileCursor basedOn(String name, String identity, int rows) {
    return new FileCursor(done, rejected, hand, Optional.of(new Baseline(name, identity, rows)));
  }

  /// The file in hand was read to its end.
  FileCursor finished(String name, String identity) {
    Map<String, String> more = new TreeMap<>(done);
    more.put(name, identity);
    Map<String, String> bad = new TreeMap<>(rejected);
    bad.remove(name);
    return new FileCursor(more, bad, new Hand.Empty(), baseline);
  }

  /// The file in hand cannot be read at all.
  FileCursor rejecting(String name, String identity, String why) {
    FileCursor finished = finished(name, identity);
    Map<String, String> more = new TreeMap<>(finished.rejected());
    more.put(name, why);
    return new FileCursor(finished.done(), more, finished.hand(), baseline);
  }

  /// Forgets the files that are gone.
  FileCursor keeping(Map<String, String> there) {
    Map<String, String> bad = new TreeMap<>(rejected);
    bad.keySet().retainAll(there.keySet());
    return new FileCursor(there, bad, hand, baseline);
  }
}
