package dev.selvedge.app.config;

import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The `.env` beside a project: variables for those who have nowhere better to keep secrets. What
/// is set outside wins.
final class EnvironmentFile {
  static final String NAME = ".env";
  private static final Pattern LINE =
      Pattern.compile("(?:export\\s+)?([A-Za-z_][A-Za-z0-9_]*)\\s*=\\s*(.*)");

  private EnvironmentFile() {}

  static Environment read(Path folder, Environment outside, Problems problems) {
    Path file = folder.resolve(NAME);
    if (!Files.isRegularFile(file)) {
      return outside;
    }
    Map<String, String> variables = new TreeMap<>();
    try {
      List<String> lines = Files.readAllLines(file);
      for (int number = 1; number <= lines.size(); number++) {
        read(lines.get(number - 1).strip(), new Position(NAME, number, 1), variables, problems);
      }
    } catch (IOException e) {
      problems.add(
          new Position(NAME, 1, 1), "the file cannot be read", "check its permissions, and UTF-8");
    }
    variables.putAll(outside.variables());
    return new Environment(variables);
  }

  /// Messages never quote the line: it may hold a secret.
  private static void read(
      String line, Position at, Map<String, String> variables, Problems problems) {
    if (line.isEmpty() || line.startsWith("#")) {
      return;
    }
    Matcher parts = LINE.matcher(line);
    if (parts.matches()) {
      variables.put(parts.group(1), unquoted(parts.group(2).strip()));
    } else {
      problems.add(at, "the line is not understood", "write NAME=value");
    }
  }

  private static String unquoted(String value) {
    boolean quoted =
        value.length() > 1
            && (value.charAt(0) == '"' || value.charAt(0) == '\'')
            && value.charAt(value.length() - 1) == value.charAt(0);
    return quoted ? value.substring(1, value.length() - 1) : value;
  }
}
