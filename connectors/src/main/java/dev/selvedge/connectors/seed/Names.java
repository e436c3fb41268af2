package dev.selvedge.connectors.seed;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What names usually mean, the most telling first.
public final class Names {
  static final List<Pattern> KEY = patterns("id", "uuid", "guid", "key", "number", "no", "code");
  static final List<Pattern> STAMP =
      patterns(
          "(date_?)?(last_?)?(updated|modified|changed)(_?(at|on|time|date|date_?time|gmt))?",
          "(updated?|modify|modification|change)_?(at|on|time|date|date_?time|gmt)",
          "last_?(update|modif\\w*|change)\\w*");
  static final List<Pattern> SINCE =
      patterns(
          "(last_?)?(updated|modified|changed)\\w*?_?(min|after|since|from|gte?|start)",
          "(min|since|from|after)_?(last_?)?(updated|modified|changed)\\w*",
          "(updated|modified|changed)_?(at|on)?_?(min|after|since|from|gte?)",
          "since");
  static final List<Pattern> SIZE =
      patterns("limit", "per_?page", "page_?size", "size", "max_?results", "\\$top", "count");
  static final List<Pattern> PAGE = patterns("page", "page_?(number|no|index)", "current_?page");
  static final List<Pattern> OFFSET = patterns("offset", "skip", "\\$skip", "start(_?index)?");
  static final List<Pattern> TOKEN =
      patterns("cursor", "(next_?)?(page_?)?token", "after", "next", "starting_after");
  static final List<Pattern> NEXT_TOKEN =
      patterns("next_?(page_?)?(cursor|token)", "end_?cursor", "cursor", "next");
  static final List<Pattern> NEXT_URL =
      patterns("@odata\\.nextLink", "next_?(page_?)?(url|link)", "next");
  static final List<Pattern> MORE = patterns("has_?(more|next(_?page)?)", "more");
  static final List<Pattern> TOTAL = patterns("total(_?(count|records|results|items))?");
  static final List<Pattern> LIST =
      patterns("data", "items", "results?", "value", "records", "content", "elements", "list");
  static final List<Pattern> WRAPPER =
      patterns("data", "_embedded", "results?", "response", "payload", "body", "content");
  static final List<Pattern> DELETED = patterns("(is_?)?(deleted|removed|archived)", "deleted_?at");

  private Names() {}

  private static List<Pattern> patterns(String... regexes) {
    return List.of(regexes).stream()
        .map(regex -> Pattern.compile(regex, Pattern.CASE_INSENSITIVE))
        .toList();
  }

  /// Whether an object of this name is but a wrapper about the list.
  public static boolean isWrapper(String name) {
    return find(List.of(name), WRAPPER).isPresent();
  }

  /// Whether a parameter of this name says where a page begins or from when on is asked.
  static boolean movesOn(String name) {
    return Stream.of(SINCE, PAGE, OFFSET, TOKEN)
        .anyMatch(meaning -> find(List.of(name), meaning).isPresent());
  }

  /// Whether a list that is asked for with these parameters comes in pages.
  public static boolean pages(Collection<String> parameters) {
    return Stream.of(SIZE, PAGE, OFFSET).anyMatch(meaning -> find(parameters, meaning).isPresent());
  }

  /// The name that means it most plainly.
  static Optional<String> find(Collection<String> names, List<Pattern> meaning) {
    return meaning.stream()
        .flatMap(pattern -> names.stream().filter(name -> pattern.matcher(name).matches()))
        .findFirst();
  }

  /// The word for one of a list: `customers` → `customer`, `Categories` → `category`.
  public static String kind(String path) {
    String[] parts = path.split("/", -1);
    String last = "";
    for (String part : parts) {
      last = part.isEmpty() || part.contains("{") ? last : part;
    }
    String word =
        last.replaceAll("\\.json$", "")
            .replaceAll("([a-z])([A-Z])", "$1-$2")
            .toLowerCase(Locale.ROOT)
            .replaceAll("[^a-z0-9_-]+", "-")
            .replaceAll("^[^a-z]+|-+$", "");
    String one =
        word.endsWith("ies")
            ? word.substring(0, word.length() - 3) + "y"
            : word.matches(".*(ss|us|is)$") ? word : word.replaceAll("s$", "");
    return one.isEmpty() ? "record" : one.substring(0, Math.min(one.length(), 36));
  }
}
