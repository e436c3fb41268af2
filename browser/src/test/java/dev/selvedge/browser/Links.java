package dev.selvedge.browser;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.regex.Pattern;

/// Pages of the dashboard to be visited, in the order they were found: a few of every kind, and no
/// more than a number altogether. Used by one thread.
final class Links {
  /// Of pages that differ by what they show alone, so many are looked at.
  private static final int OF_A_KIND = 2;

  private static final Pattern QUERY = Pattern.compile("=[^&]*");

  /// What stands for one thing of many: a number, a key, a day, a name after a plural.
  private static final Pattern ONE_OF_MANY =
      Pattern.compile(
          "(?<=.)/[^/]*[\\dA-Z%:][^/]*"
              + "|(?<=^/flows)/[^/]+/[^/]+"
              + "|(?<=^/(?:automations|connections|orders|reports))/[^/]+");

  private final Deque<Found> waiting = new ArrayDeque<>();
  private final Set<String> known = new HashSet<>();
  private final Map<String, Integer> kinds = new LinkedHashMap<>();
  private int left;

  /// @param start where to begin
  /// @param most how many pages at most
  Links(String start, int most) {
    this.left = most;
    add(Set.of(start));
  }

  /// A page.
  ///
  /// @param kind what it has in common with others, see [#kind]
  record Found(String path, String kind, boolean isFirstOfItsKind) {}

  /// Adds what is new of these paths.
  void add(Collection<String> paths) {
    for (String path : paths) {
      String page = path.replaceFirst("#.*", "");
      if (left > 0 && page.startsWith("/") && known.add(page)) {
        String kind = kind(page);
        int number = kinds.merge(kind, 1, Integer::sum);
        if (number <= OF_A_KIND) {
          waiting.add(new Found(page, kind, number == 1));
          left--;
        }
      }
    }
  }

  boolean hasNext() {
    return !waiting.isEmpty();
  }

  Found next() {
    if (waiting.isEmpty()) {
      throw new NoSuchElementException("every page was visited");
    }
    return waiting.remove();
  }

  /// The kinds there are.
  Set<String> kinds() {
    return Set.copyOf(kinds.keySet());
  }

  /// A path without what tells one thing from another of its sort: `/people/*`,
  /// `/audits/*?field&kind`.
  static String kind(String path) {
    int query = path.indexOf('?');
    String plain = query < 0 ? path : path.substring(0, query);
    String kind =
        ONE_OF_MANY.matcher(plain).replaceAll(match -> match.group().replaceAll("/[^/]+", "/*"));
    return query < 0 ? kind : kind + QUERY.matcher(path.substring(query)).replaceAll("");
  }
}
