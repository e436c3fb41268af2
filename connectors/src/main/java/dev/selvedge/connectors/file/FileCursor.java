package dev.selvedge.connectors.file;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.SourceException;
import java.util.LinkedHashMap;
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
record FileCursor(Map<String, String> done, Hand hand) {
  private static final JsonMapper JSON = JsonMapper.shared();

  FileCursor {
    done = java.util.Collections.unmodifiableMap(new TreeMap<>(done));
  }

  /// The file that is being read.
  sealed interface Hand {
    record Empty() implements Hand {}

    /// A place inside a file.
    ///
    /// @param offset where the next row begins
    /// @param line its line, from 1
    /// @param rows how many were read
    /// @param bulk whether the file has many rows
    record Holding(String name, String identity, long offset, long line, int rows, boolean bulk)
        implements Hand {}
  }

  static FileCursor read(Cursor cursor) {
    if (cursor.isStart()) {
      return new FileCursor(Map.of(), new Hand.Empty());
    }
    try {
      JsonNode node = JSON.readTree(cursor.text());
      Map<String, String> done = new LinkedHashMap<>();
      node.required("done")
          .properties()
          .forEach(each -> done.put(each.getKey(), each.getValue().stringValue()));
      return new FileCursor(done, hand(node.path("hand")));
    } catch (JacksonException | IllegalArgumentException e) {
      throw new SourceException("the stored position is not one of the file connector", e);
    }
  }

  private static Hand hand(JsonNode node) {
    return node.isObject()
        ? new Hand.Holding(
            node.required("name").stringValue(),
            node.required("identity").stringValue(),
            node.required("offset").longValue(),
            node.required("line").longValue(),
            node.required("rows").intValue(),
            node.required("bulk").booleanValue())
        : new Hand.Empty();
  }

  Cursor write() {
    ObjectNode node = JSON.createObjectNode();
    ObjectNode written = node.putObject("done");
    done.forEach(written::put);
    if (hand instanceof Hand.Holding holding) {
      node.putObject("hand")
          .put("name", holding.name())
          .put("identity", holding.identity())
          .put("offset", holding.offset())
          .put("line", holding.line())
          .put("rows", holding.rows())
          .put("bulk", holding.bulk());
    }
    return new Cursor(JSON.writeValueAsString(node));
  }

  Optional<Hand.Holding> holding() {
    return switch (hand) {
      case Hand.Holding holding -> Optional.of(holding);
      case Hand.Empty ignored -> Optional.empty();
    };
  }

  FileCursor with(Hand other) {
    return new FileCursor(done, other);
  }

  /// The file in hand was read to its end.
  FileCursor finished(String name, String identity) {
    Map<String, String> more = new TreeMap<>(done);
    more.put(name, identity);
    return new FileCursor(more, new Hand.Empty());
  }
}
