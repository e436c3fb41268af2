package dev.selvedge.app.promise;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a scrape says, and what a query asks for. Pure.
final class PromText {
  private static final Pattern LINE =
      Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? ([^ ]+)");
  private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");
  private static final Pattern TOKEN =
      Pattern.compile(
          "\\s*(?:([a-zA-Z_][a-zA-Z0-9_:]*)|\"((?:[^\"\\\\]|\\\\.)*)\"|(\\d+[smhd])"
              + "|(\\d+(?:\\.\\d+)?)|(=~|!~|!=|==|>=|<=|[=<>+*/(){}\\[\\],-]))");
  private static final Set<String> WORDS =
      Set.of(
          "sum",
          "min",
          "max",
          "by",
          "and",
          "or",
          "unless",
          "rate",
          "increase",
          "deriv",
          "absent",
          "histogram_quantile");

  private PromText() {}

  /// One series.
  record Series(String name, Map<String, String> labels, double value) {}

  /// Reads a scrape in the text format.
  static List<Series> read(String scrape) {
    List<Series> all = new ArrayList<>();
    for (String line : scrape.lines().toList()) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      Matcher parts = LINE.matcher(line);
      if (!parts.matches()) {
        throw new IllegalArgumentException("no line of a scrape: " + line);
      }
      Map<String, String> labels = new TreeMap<>();
      if (parts.group(2) != null) {
        Matcher label = LABEL.matcher(parts.group(2));
        while (label.find()) {
          labels.put(label.group(1), label.group(2));
        }
      }
      String value = parts.group(3).replace("+Inf", "Infinity").replace("-Inf", "-Infinity");
      all.add(new Series(parts.group(1), labels, Double.parseDouble(value)));
    }
    return all;
  }

  /// What a query asks for.
  record Query(Set<String> metrics, Set<String> labels) {}

  /// Reads a query as far as it can be told without evaluating it: its words, brackets and names.
  ///
  /// @throws IllegalArgumentException where it is none
  static Query query(String text) {
    Matcher token = TOKEN.matcher(text);
    Set<String> metrics = new TreeSet<>();
    Set<String> labels = new TreeSet<>();
    List<String> open = new ArrayList<>();
    int at = 0;
    boolean grouping = false;
    while (at < text.stripTrailing().length()) {
      if (!token.region(at, text.length()).lookingAt()) {
        throw new IllegalArgumentException("not understood at " + at + ": " + text);
      }
      at = token.end();
      String word = token.group(1);
      String sign = token.group(5);
      if (word != null) {
        boolean inside = !open.isEmpty() && open.getLast().equals("{");
        if (inside || (grouping && !open.isEmpty() && open.getLast().equals("("))) {
          labels.add(word);
        } else if (!WORDS.contains(word)) {
          metrics.add(word);
        }
        grouping = grouping || word.equals("by");
      } else if (sign != null) {
        switch (sign) {
          case "(", "{", "[" -> open.add(sign);
          case ")", "}", "]" -> {
            String opened = open.isEmpty() ? "" : open.removeLast();
            if (!Set.of("()", "{}", "[]").contains(opened + sign)) {
              throw new IllegalArgumentException("brackets do not match: " + text);
            }
            grouping = false;
          }
          default -> {}
        }
      }
    }
    if (!open.isEmpty()) {
      throw new IllegalArgumentException("a bracket stays open: " + text);
    }
    return new Query(metrics, labels);
  }
}
