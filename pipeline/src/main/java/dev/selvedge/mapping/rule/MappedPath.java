package dev.selvedge.mapping.rule;

import dev.selvedge.mapping.function.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Something of a record that a mapping file reads. Thread-safe.
///
/// @param text as people read it, from the record on: `lines[*].sku`
/// @param members the same as names alone, without places in lists
/// @param at file and line
/// @param way through which lists, and then where in the last of them; empty for what an
///     expression names, which may do without
public record MappedPath(String text, List<String> members, String at, List<Path> way) {
  /// Copies the lists.
  public MappedPath {
    members = List.copyOf(members);
    way = List.copyOf(way);
  }

  /// Whether it is a path, which can be followed; else it is a name in an expression.
  public boolean isFollowed() {
    return !way.isEmpty();
  }

  /// Whether a record has anything there; an empty text counts as nothing. Only for a path that can
  /// be followed.
  public boolean finds(JsonNode object) {
    List<JsonNode> scopes = List.of(object);
    for (Path path : way.subList(0, way.size() - 1)) {
      List<JsonNode> inner = new ArrayList<>();
      for (JsonNode scope : scopes) {
        inner.addAll(path.elements(path.isFromTop() ? object : scope));
      }
      scopes = inner;
    }
    Path last = way.getLast();
    return scopes.stream()
        .flatMap(scope -> last.nodes(last.isFromTop() ? object : scope).stream())
        .anyMatch(MappedPath::isFilled);
  }

  private static boolean isFilled(JsonNode node) {
    return node.isString() ? !node.stringValue().isBlank() : !node.isContainer() || !node.isEmpty();
  }
}
