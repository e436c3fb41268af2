package dev.selvedge.connectors.openapi;

import dev.selvedge.connectors.openapi.ApiDocument.Operation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// What one operation looks like as a feed. Immutable.
///
/// @param records where the list is, `$` for the answer itself
/// @param item the properties of a record
/// @param query the operation's parameters
/// @param around the properties beside the list, by their dotted paths
/// @param single the path of one record; empty for none
record FeedGuess(
    Operation operation,
    String records,
    Map<String, JsonNode> item,
    Map<String, JsonNode> query,
    Set<String> around,
    String single) {
  private static final int LONGEST_PAGE = 10_000;

  /// The feed that an operation lists, when it lists anything.
  static Optional<FeedGuess> of(ApiDocument document, Operation operation) {
    if (operation.isSingle()) {
      return Optional.empty();
    }
    JsonNode schema = document.answer(operation);
    Optional<JsonNode> itself = document.items(schema);
    Set<String> around = new TreeSet<>();
    if (itself.isPresent()) {
      return guess(document, operation, "$", itself.get(), around);
    }
    Map<String, JsonNode> lists = new LinkedHashMap<>();
    document
        .properties(schema)
        .forEach((name, value) -> sort(document, name, value, lists, around));
    Optional<String> list =
        lists.size() == 1
            ? lists.keySet().stream().findFirst()
            : Names.find(lists.keySet(), Names.LIST);
    return list.flatMap(
        name ->
            guess(
                document,
                operation,
                way(name),
                document.items(lists.getOrDefault(name, schema)).orElse(schema),
                around));
  }

  /// Lists of objects on one side, all else on the other; one level deeper, too.
  private static void sort(
      ApiDocument document,
      String name,
      JsonNode value,
      Map<String, JsonNode> lists,
      Set<String> around) {
    Optional<JsonNode> items = document.items(value);
    if (items.filter(each -> !document.properties(each).isEmpty()).isPresent()) {
      lists.put(name, value);
    } else if (items.isEmpty()) {
      around.add(name);
      document.properties(value).keySet().forEach(inner -> around.add(name + "." + inner));
    }
  }

  private static Optional<FeedGuess> guess(
      ApiDocument document,
      Operation operation,
      String records,
      JsonNode item,
      Set<String> around) {
    Map<String, JsonNode> properties = document.properties(item);
    if (properties.isEmpty()) {
      return Optional.empty();
    }
    String single =
        document.reads().stream()
            .map(Operation::path)
            .filter(path -> path.matches(Pattern.quote(operation.path()) + "/\\{[^{}/]+}"))
            .findFirst()
            .map(path -> path.replaceFirst("\\{[^{}/]+}$", "{key}"))
            .orElse("");
    return Optional.of(
        new FeedGuess(operation, records, properties, document.query(operation), around, single));
  }

  Optional<String> key() {
    return Names.find(item.keySet(), Names.KEY)
        .or(() -> item.keySet().stream().filter(name -> name.matches("(?i).*_?id")).findFirst());
  }

  Optional<String> stamp() {
    return Names.find(item.keySet(), Names.STAMP);
  }

  Optional<String> deleted() {
    return Names.find(item.keySet(), Names.DELETED);
  }

  Optional<String> parameter(List<Pattern> meaning) {
    return Names.find(query.keySet(), meaning);
  }

  /// Where something stands beside the list.
  Optional<String> beside(List<Pattern> meaning) {
    List<String> lastNames = new ArrayList<>();
    around.forEach(path -> lastNames.add(last(path)));
    return Names.find(lastNames, meaning)
        .flatMap(
            name -> around.stream().filter(path -> last(path).equals(name)).reduce((a, b) -> b))
        .map(FeedGuess::way);
  }

  private static String last(String path) {
    return path.startsWith("@") ? path : path.substring(path.lastIndexOf('.') + 1);
  }

  /// A name with a dot in it can be told by a pointer only.
  static String way(String path) {
    return path.startsWith("@") ? "/" + path : path;
  }

  /// The most that one page may hold, where the file says it.
  Optional<Integer> largestPage() {
    return parameter(Names.SIZE)
        .map(name -> query.getOrDefault(name, operation.get()).path("maximum").asString(""))
        .filter(text -> text.matches("[1-9]\\d{0,4}"))
        .map(Integer::valueOf)
        .filter(most -> most <= LONGEST_PAGE);
  }
}
