package dev.selvedge.sandbox.call;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds the operation for a call; a literal path segment wins over a variable one.
///
/// Immutable after construction.
public final class Router {
  private final Node root = new Node();

  public Router(Collection<Route> routes) {
    for (Route route : routes) {
      Node node = root;
      for (String part : route.parts()) {
        node = node.child(part);
      }
      if (node.routes.put(route.method(), route) != null) {
        throw new IllegalArgumentException("two routes for " + route.operation());
      }
    }
  }

  /// The operation and the call with its path variables filled in.
  public Optional<Match> find(Call call) {
    List<String> segments = call.segments();
    return Optional.ofNullable(root.find(segments, 0, call.method()))
        .map(route -> new Match(route, call.withVariables(variables(route, segments))));
  }

  private static Map<String, String> variables(Route route, List<String> segments) {
    Map<String, String> variables = new HashMap<>();
    List<String> parts = route.parts();
    for (int i = 0; i < parts.size(); i++) {
      String part = parts.get(i);
      if (part.startsWith("{")) {
        variables.put(part.substring(1, part.length() - 1), segments.get(i));
      }
    }
    return variables;
  }

  /// An operation found for a call.
  public record Match(Route route, Call call) {}

  private static final class Node {
    private final Map<String, Node> literals = new HashMap<>();
    private final Map<String, Route> routes = new HashMap<>();
    private @Nullable Node variable;

    Node child(String part) {
      if (part.startsWith("{")) {
        if (variable == null) {
          variable = new Node();
        }
        return variable;
      }
      return literals.computeIfAbsent(part.toLowerCase(Locale.ROOT), _ -> new Node());
    }

    @Nullable Route find(List<String> segments, int depth, String method) {
      if (depth == segments.size()) {
        return routes.get(method);
      }
      Node literal = literals.get(segments.get(depth).toLowerCase(Locale.ROOT));
      Route found = literal == null ? null : literal.find(segments, depth + 1, method);
      if (found == null && variable != null) {
        found = variable.find(segments, depth + 1, method);
      }
      return found;
    }
  }
}
