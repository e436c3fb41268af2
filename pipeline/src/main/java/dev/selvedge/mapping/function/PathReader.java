package dev.selvedge.mapping.function;

import dev.selvedge.yaml.Position;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads the text of a path. Used once, by one thread.
public final class PathReader {
  private static final int MAX_LENGTH = 500;
  private static final int MAX_INDEX_DIGITS = 6;

  private final String text;
  private final List<Path.Part> parts = new ArrayList<>();
  private int at;

  private PathReader(String text) {
    this.text = text;
  }

  /// The path of a scalar, unless it is not one, and then `problems` says where it breaks off.
  public static Optional<Path> read(YamlNode.Scalar scalar, Problems problems) {
    PathReader reader = new PathReader(scalar.text());
    try {
      return Optional.of(reader.path());
    } catch (Broken broken) {
      Position start = scalar.position();
      int column = start.column() + reader.at + (scalar.plain() ? 0 : 1);
      problems.add(
          new Position(start.file(), start.line(), column),
          "the path '" + scalar.text() + "' " + broken.getMessage(),
          "write it like customer.email, lines[0].sku, lines[*].sku or \"odd name\".x");
      return Optional.empty();
    }
  }

  /// The text is no path.
  private static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Broken(String message) {
      super(message, null, false, false);
    }
  }

  private Path path() {
    if (text.isBlank() || text.length() > MAX_LENGTH) {
      throw new Broken(text.isBlank() ? "is empty" : "is too long");
    }
    boolean fromTop = text.equals("$") || text.startsWith("$.") || text.startsWith("$[");
    at = fromTop ? 1 : 0;
    if (!fromTop && text.charAt(0) != '[') {
      member();
    }
    while (at < text.length()) {
      switch (text.charAt(at)) {
        case '.' -> {
          at++;
          member();
        }
        case '[' -> bracket();
        default -> throw new Broken("has an unexpected '" + text.charAt(at) + "'");
      }
    }
    return new Path(text, parts, fromTop);
  }

  private void member() {
    String name = isQuote() ? quoted() : until(".[\"']");
    if (name.isEmpty()) {
      throw new Broken("lacks a name here");
    }
    parts.add(new Path.Part.Member(name));
  }

  private void bracket() {
    at++;
    if (isQuote()) {
      parts.add(new Path.Part.Member(quoted()));
    } else {
      String word = until("=]");
      if (at < text.length() && text.charAt(at) == '=') {
        at++;
        parts.add(new Path.Part.Where(word.strip(), isQuote() ? quoted() : until("]").strip()));
      } else {
        parts.add(element(word.strip()));
      }
    }
    if (at >= text.length() || text.charAt(at) != ']') {
      throw new Broken("lacks a ']'");
    }
    at++;
  }

  private Path.Part element(String word) {
    if (word.equals("*")) {
      return new Path.Part.Every();
    }
    String digits = word.startsWith("-") ? word.substring(1) : word;
    if (digits.isEmpty()
        || digits.length() > MAX_INDEX_DIGITS
        || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new Broken("needs a number, '*' or name=value between brackets");
    }
    return new Path.Part.Element(Integer.parseInt(word));
  }

  private boolean isQuote() {
    return at < text.length() && (text.charAt(at) == '"' || text.charAt(at) == '\'');
  }

  private String quoted() {
    int end = text.indexOf(text.charAt(at), at + 1);
    if (end < 0) {
      throw new Broken("has a quote that is never closed");
    }
    String name = text.substring(at + 1, end);
    at = end + 1;
    return name;
  }

  private String until(String stops) {
    int start = at;
    while (at < text.length() && stops.indexOf(text.charAt(at)) < 0) {
      at++;
    }
    return text.substring(start, at);
  }
}
