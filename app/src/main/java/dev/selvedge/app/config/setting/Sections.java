package dev.selvedge.app.config.setting;

import dev.selvedge.yaml.YamlSection;
import java.util.Optional;

/// Finds sections whose keys the user chose.
public final class Sections {
  private Sections() {}

  /// The section of a key that is there; one with nothing below it is empty. Nothing when the value
  /// is no section, and that is a problem.
  public static Optional<YamlSection> below(YamlSection all, String key) {
    return all.has(key) ? all.section(key) : Optional.of(all.sectionOrEmpty(key));
  }
}
