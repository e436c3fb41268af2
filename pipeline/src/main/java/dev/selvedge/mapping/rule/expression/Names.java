package dev.selvedge.mapping.rule.expression;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.yaml.YamlSection;
import java.util.Optional;
import java.util.function.Function;

/// Reads the names of systems and kinds.
public final class Names {
  private Names() {}

  /// The name of a system under this key; empty, with a problem, where it is missing or no name.
  public static Optional<SystemName> system(YamlSection section, String key) {
    return read(section, key, SystemName::new);
  }

  /// The kind of record under this key; empty, with a problem, where it is missing or no kind.
  public static Optional<RecordKind> kind(YamlSection section, String key) {
    return read(section, key, RecordKind::new);
  }

  private static <T> Optional<T> read(YamlSection section, String key, Function<String, T> name) {
    String text = section.requiredText(key);
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(name.apply(text));
    } catch (IllegalArgumentException notName) {
      section.problem(key, String.valueOf(notName.getMessage()), "");
      return Optional.empty();
    }
  }
}
