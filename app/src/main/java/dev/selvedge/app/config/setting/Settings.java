package dev.selvedge.app.config.setting;

import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.util.List;
import java.util.Optional;

/// Reads settings from sections as they are described.
public final class Settings {
  private Settings() {}

  /// The value, or the standard when the key is missing. Nothing when it is faulty or missing
  /// though required; the section's problems then say so.
  public static <T> Optional<T> read(YamlSection section, Setting<T> setting) {
    String key = setting.key();
    if (section.has(key)) {
      return section.text(key).flatMap(text -> parse(section, setting, text));
    }
    return switch (setting.need()) {
      case REQUIRED -> {
        section.requiredText(key);
        yield Optional.empty();
      }
      case OPTIONAL -> parse(section, setting, setting.standard());
    };
  }

  /// The texts of a list; none when the key is missing.
  public static List<String> readTexts(YamlSection section, Setting<List<String>> setting) {
    return section.texts(setting.key()).stream().filter(text -> !text.isBlank()).toList();
  }

  /// The same for a setting that a YAML list may fill.
  public static <T> Optional<T> readList(YamlSection section, Setting<T> setting) {
    boolean list =
        section.node(setting.key()).filter(YamlNode.Sequence.class::isInstance).isPresent();
    return list
        ? parse(section, setting, String.join(", ", section.texts(setting.key())))
        : read(section, setting);
  }

  private static <T> Optional<T> parse(YamlSection section, Setting<T> setting, String text) {
    return switch (setting.kind().parse(text)) {
      case Parsed.Good<T>(T value) -> Optional.of(value);
      case Parsed.Bad<T> bad -> {
        if (!unresolved(section, setting.key(), text)) {
          String message = "'" + setting.key() + "' " + bad.message();
          section.problem(setting.key(), message + written(section, setting), bad.fix());
        }
        yield Optional.empty();
      }
    };
  }

  /// An empty text from a variable that is not set: that has been said already.
  private static boolean unresolved(YamlSection section, String key, String text) {
    return text.isEmpty() && !asWritten(section, key).isEmpty();
  }

  /// What the file says, not what a variable held.
  private static String written(YamlSection section, Setting<?> setting) {
    String text = asWritten(section, setting.key());
    boolean shown = !text.isBlank() && !setting.kind().name().equals("secret");
    return shown ? "; got '" + text + "'" : "";
  }

  private static String asWritten(YamlSection section, String key) {
    return section
        .node(key)
        .filter(YamlNode.Scalar.class::isInstance)
        .map(node -> ((YamlNode.Scalar) node).text())
        .orElse("");
  }
}
