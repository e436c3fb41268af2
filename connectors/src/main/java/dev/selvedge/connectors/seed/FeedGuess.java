package dev.selvedge.connectors.seed;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// What one call looks like as a feed. Immutable.
///
/// @param path of the list, perhaps with `{{name}}` for what is the environment's
/// @param records where the list is, `$` for the answer itself; empty where no answer is known
/// @param item the properties of a record
/// @param around the values beside the list, by their dotted paths
/// @param single how one record is read; empty for not at all
public record FeedGuess(
    String path,
    String records,
    Map<String, Shape> item,
    Map<String, String> around,
    Call call,
    Optional<Single> single) {
  private static final int LONGEST_PAGE = 10_000;

  public FeedGuess {
    item = Collections.unmodifiableMap(new LinkedHashMap<>(item));
    around = Collections.unmodifiableMap(new TreeMap<>(around));
  }

  /// The call that reads one record.
  ///
  /// @param path with one `{name}` in it, for the key
  /// @param answer what it looks like
  public record Single(String path, Shape answer) {
    /// Its path with `{key}`.
    String keyed() {
      return path.replaceFirst("(?<!\\{)\\{[^{}/]+}(?!})(\\.json)?$", "{key}$1");
    }

    /// Where the record is in the answer, where that can be told: empty for not, `$` for itself.
    String record(String key) {
      Map<String, Shape> inside = answer.inside();
      if (inside.containsKey(key)) {
        return "$";
      }
      List<String> holding =
          inside.entrySet().stream()
              .filter(one -> one.getValue().inside().containsKey(key))
              .map(Map.Entry::getKey)
              .toList();
      return holding.size() == 1 ? holding.getFirst() : "";
    }
  }

  /// The feed that a call lists, when its answer lists anything.
  ///
  /// @param singles the calls that read one record, of whatever kind
  public static Optional<FeedGuess> of(String path, Shape answer, Call call, List<Single> singles) {
    Optional<Single> single = single(path, singles);
    if (answer.listsRecords()) {
      return Optional.of(new FeedGuess(path, "$", item(answer), Map.of(), call, single));
    }
    Map<String, Shape> lists = new LinkedHashMap<>();
    Map<String, String> around = new LinkedHashMap<>();
    answer.inside().forEach((name, value) -> sort(name, value, lists, around));
    if (lists.isEmpty()) {
      answer.inside().entrySet().stream()
          .filter(one -> Names.isWrapper(one.getKey()))
          .forEach(
              one ->
                  one.getValue().inside().entrySet().stream()
                      .filter(inner -> inner.getValue().listsRecords())
                      .forEach(
                          inner ->
                              lists.put(one.getKey() + "." + inner.getKey(), inner.getValue())));
    }
    Optional<String> list =
        lists.size() == 1
            ? lists.keySet().stream().findFirst()
            : Names.find(lists.keySet(), Names.LIST);
    return list.map(
        name ->
            new FeedGuess(
                path,
                way(name),
                item(lists.getOrDefault(name, Shape.unknown())),
                around,
                call,
                single));
  }

  /// The feed of a call of whose answer nothing is known.
  public static FeedGuess blind(String path, Call call, List<Single> singles) {
    return new FeedGuess(path, "", Map.of(), Map.of(), call, single(path, singles));
  }

  /// The call that reads one record of a list.
  public static Optional<Single> single(String path, List<Single> singles) {
    Pattern one =
        Pattern.compile(
            Pattern.quote(path.replaceFirst("\\.json$", "")) + "/\\{[^{}/]+}(\\.json)?");
    return singles.stream().filter(each -> one.matcher(each.path()).matches()).findFirst();
  }

  /// Lists of objects on one side, all else on the other; one level deeper, too.
  private static void sort(
      String name, Shape value, Map<String, Shape> lists, Map<String, String> around) {
    if (value.listsRecords()) {
      lists.put(name, value);
    } else if (!(value instanceof Shape.Rows)) {
      around.put(name, value.text());
      value.inside().forEach((inner, deeper) -> around.put(name + "." + inner, deeper.text()));
    }
  }

  private static Map<String, Shape> item(Shape list) {
    return list instanceof Shape.Rows rows ? rows.item().inside() : Map.of();
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
    return Names.find(call.parameters().keySet(), meaning);
  }

  /// The value of a parameter that the file has for an example; empty for none.
  String example(String parameter) {
    return Optional.ofNullable(call.parameters().get(parameter))
        .map(Call.Parameter::example)
        .orElse("");
  }

  /// Where something stands beside the list.
  Optional<String> beside(List<Pattern> meaning) {
    List<String> lastNames = new ArrayList<>();
    around.keySet().forEach(path -> lastNames.add(last(path)));
    return Names.find(lastNames, meaning)
        .flatMap(
            name ->
                around.keySet().stream()
                    .filter(path -> last(path).equals(name))
                    .reduce((a, b) -> b));
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
    return size(
        parameter(Names.SIZE)
            .map(name -> Optional.ofNullable(call.parameters().get(name)))
            .flatMap(known -> known.map(Call.Parameter::most)));
  }

  /// What the file's example asks for on one page.
  Optional<Integer> examplePage() {
    return size(parameter(Names.SIZE).map(this::example));
  }

  private static Optional<Integer> size(Optional<String> written) {
    return written
        .filter(text -> text.matches("[1-9]\\d{0,4}"))
        .map(Integer::valueOf)
        .filter(most -> most <= LONGEST_PAGE);
  }
}
