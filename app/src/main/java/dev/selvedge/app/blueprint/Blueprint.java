package dev.selvedge.app.blueprint;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A complete, commented project for one system, or for some that are often found together.
/// Immutable.
///
/// @param name what it is asked for by
/// @param files their texts, by their paths in the project's folder
public record Blueprint(String name, Map<String, String> files) {
  /// The file that makes a folder a project.
  public static final String PROJECT = "selvedge.yaml";

  private static final Pattern VARIABLE = Pattern.compile("\\$\\{env:([A-Z][A-Z0-9_]*)}");
  private static final Pattern NAME = Pattern.compile("(?m)^project:.*$");

  public Blueprint {
    files = Map.copyOf(new TreeMap<>(files));
  }

  /// What it is for: the sentence its project file begins with, without the full stop.
  public String about() {
    List<String> words = new ArrayList<>();
    for (String line : project().lines().toList()) {
      if (!line.startsWith("#")) {
        break;
      }
      String comment = line.substring(1).strip();
      int end = (comment + " ").indexOf(". ");
      words.add(end < 0 ? comment : comment.substring(0, end));
      if (end >= 0) {
        break;
      }
    }
    return String.join(" ", words);
  }

  private String project() {
    return Optional.ofNullable(files.get(PROJECT)).orElse("");
  }

  /// The variables its files read from the environment, in the order they come.
  public Set<String> variables() {
    Set<String> variables = new LinkedHashSet<>();
    List<String> inOrder = new ArrayList<>(List.of(project()));
    new TreeMap<>(files).forEach((path, text) -> inOrder.add(text));
    for (String text : inOrder) {
      Matcher found = VARIABLE.matcher(text);
      while (found.find()) {
        variables.add(found.group(1));
      }
    }
    return variables;
  }

  /// The same for a project of another name.
  public Blueprint named(String project) {
    Map<String, String> renamed = new TreeMap<>(files);
    renamed.computeIfPresent(
        PROJECT,
        (path, text) ->
            NAME.matcher(text).replaceFirst(Matcher.quoteReplacement("project: " + project)));
    return new Blueprint(name, renamed);
  }
}
