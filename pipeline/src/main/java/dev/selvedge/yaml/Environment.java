package dev.selvedge.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The environment variables a project's files may refer to as `${env:NAME}`, so that secrets stay
/// out of files. Immutable.
public record Environment(Map<String, String> variables) {
  /// Knows no variables.
  public static final Environment NONE = new Environment(Map.of());

  private static final Pattern REFERENCE = Pattern.compile("\\$\\{([^}]*)}");
  private static final String PREFIX = "env:";

  public Environment {
    variables = java.util.Collections.unmodifiableMap(new TreeMap<>(variables));
  }

  /// Names only: values are secrets.
  @Override
  public String toString() {
    return "Environment" + variables.keySet();
  }

  /// The text of a scalar with its references replaced; a reference that cannot be replaced is a
  /// problem and becomes empty.
  public String resolve(YamlNode.Scalar scalar, Problems problems) {
    if (!scalar.text().contains("${")) {
      return scalar.text();
    }
    return REFERENCE
        .matcher(scalar.text())
        .replaceAll(
            match ->
                Matcher.quoteReplacement(variable(match.group(1), scalar.position(), problems)));
  }

  /// The same tree with all references replaced, for readers that know no environment.
  public YamlNode resolveAll(YamlNode node, Problems problems) {
    return switch (node) {
      case YamlNode.Scalar scalar ->
          new YamlNode.Scalar(scalar.position(), resolve(scalar, problems), scalar.plain());
      case YamlNode.Sequence sequence -> {
        List<YamlNode> values = new ArrayList<>();
        sequence.values().forEach(value -> values.add(resolveAll(value, problems)));
        yield new YamlNode.Sequence(sequence.position(), values);
      }
      case YamlNode.Mapping mapping -> {
        Map<String, YamlNode> values = new LinkedHashMap<>();
        mapping.values().forEach((key, value) -> values.put(key, resolveAll(value, problems)));
        yield new YamlNode.Mapping(mapping.position(), values, mapping.keys());
      }
    };
  }

  private String variable(String reference, Position position, Problems problems) {
    if (!reference.startsWith(PREFIX)) {
      problems.add(
          position,
          "'${" + reference + "}' is not understood",
          "write ${env:NAME} for the environment variable NAME");
      return "";
    }
    String name = reference.substring(PREFIX.length());
    String value = variables.get(name);
    if (value == null) {
      problems.add(
          position,
          "the environment variable " + name + " is not set",
          Nearest.of(name, variables.keySet())
              .map(near -> "did you mean " + near + "?")
              .orElse("set it before starting Selvedge"));
      return "";
    }
    return value;
  }
}
