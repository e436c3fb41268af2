package dev.selvedge.connectors.shopify;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads records out of a part of a bulk operation's file: a JSON object a line, the children of a
/// thing behind it, each with its parent's id. Stateless.
final class BulkFile {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PARENT = "__parentId";
  private static final byte NEW_LINE = '\n';

  private BulkFile() {}

  /// What a part came to.
  sealed interface Part {
    /// Whole records.
    ///
    /// @param bytes how many belong to these records
    record Records(List<ObjectNode> nodes, int bytes) implements Part {
      public Records {
        nodes = List.copyOf(nodes);
      }
    }

    /// Something that is no file of this kind, or a child that does not follow its parent.
    record Unreadable() implements Part {}
  }

  /// Reads as many records as are whole.
  ///
  /// @param children the name under which children are put into their parents; empty where there
  ///     are none
  /// @param last whether the file ends with these bytes
  static Part read(byte[] bytes, String children, boolean last, int limit) {
    List<ObjectNode> whole = new ArrayList<>();
    Optional<ObjectNode> open = Optional.empty();
    int done = 0;
    int at = 0;
    while (at < bytes.length && whole.size() < limit) {
      int end = end(bytes, at);
      if (end == bytes.length && !last) {
        break;
      }
      Optional<ObjectNode> line = line(bytes, at, end);
      if (line.isEmpty()) {
        return new Part.Unreadable();
      }
      String parent = line.get().path(PARENT).asString("");
      if (parent.isEmpty()) {
        open.ifPresent(whole::add);
        done = open.isPresent() ? at : done;
        open = line;
      } else if (children.isEmpty() || !adopted(open, children, parent, line.get())) {
        return new Part.Unreadable();
      }
      at = Math.min(bytes.length, end + 1);
      if (children.isEmpty()) {
        open.ifPresent(whole::add);
        open = Optional.empty();
        done = at;
      }
    }
    if (last && at >= bytes.length && whole.size() < limit) {
      open.ifPresent(whole::add);
      done = bytes.length;
    }
    return new Part.Records(whole, done);
  }

  private static boolean adopted(
      Optional<ObjectNode> parent, String children, String id, ObjectNode child) {
    if (parent.isEmpty() || !parent.get().path("id").asString("").equals(id)) {
      return false;
    }
    child.remove(PARENT);
    ArrayNode list = parent.get().withArrayProperty(children);
    list.add(child);
    return true;
  }

  private static int end(byte[] bytes, int from) {
    int at = from;
    while (at < bytes.length && bytes[at] != NEW_LINE) {
      at++;
    }
    return at;
  }

  private static Optional<ObjectNode> line(byte[] bytes, int from, int to) {
    try {
      JsonNode node = JSON.readTree(new String(bytes, from, to - from, StandardCharsets.UTF_8));
      return node instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
    } catch (JacksonException broken) {
      return Optional.empty();
    }
  }
}
