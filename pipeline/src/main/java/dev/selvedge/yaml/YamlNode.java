package dev.selvedge.yaml;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A YAML value that knows where it stands. Immutable.
public sealed interface YamlNode {
  Position position();

  /// A mapping; `keys` tells where each key stands.
  record Mapping(Position position, Map<String, YamlNode> values, Map<String, Position> keys)
      implements YamlNode {
    public Mapping {
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
      keys = Map.copyOf(keys);
    }
  }

  record Sequence(Position position, List<YamlNode> values) implements YamlNode {
    public Sequence {
      values = List.copyOf(values);
    }
  }

  /// A single value. `plain` is false when it was quoted, so that `"1"` is text and `1` a number.
  record Scalar(Position position, String text, boolean plain) implements YamlNode {
    /// Nothing at all, `~` or `null`, without quotes.
    public boolean isNull() {
      return plain && (text.isEmpty() || text.equals("~") || text.equals("null"));
    }
  }
}
