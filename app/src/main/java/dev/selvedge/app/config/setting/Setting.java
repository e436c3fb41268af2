package dev.selvedge.app.config.setting;

/// One setting of a project, described once: the check, the default and the docs come from here.
/// Immutable.
///
/// @param path dotted; `*` stands for any name
/// @param kind what it may be
/// @param need whether it may be left out
/// @param standard its text when it is left out, as one would write it
/// @param description a sentence for the docs
public record Setting<T>(
    String path, SettingKind<T> kind, Need need, String standard, String description) {
  /// The last word of the path: the key in its section.
  public String key() {
    return path.substring(path.lastIndexOf('.') + 1);
  }

  /// Whether a setting may be left out.
  public enum Need {
    REQUIRED,
    OPTIONAL
  }

  public static <T> Setting<T> required(String path, SettingKind<T> kind, String description) {
    return new Setting<>(path, kind, Need.REQUIRED, "", description);
  }

  public static <T> Setting<T> standing(
      String path, SettingKind<T> kind, String standard, String description) {
    return new Setting<>(path, kind, Need.OPTIONAL, standard, description);
  }
}
