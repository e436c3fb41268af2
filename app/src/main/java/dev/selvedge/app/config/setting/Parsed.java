package dev.selvedge.app.config.setting;

/// What reading the text of a setting came to.
public sealed interface Parsed<T> {
  record Good<T>(T value) implements Parsed<T> {}

  /// It cannot be read.
  ///
  /// @param message goes on from the setting's name: `must be a duration`; never quotes the value,
  ///     which may come from the environment
  /// @param fix what to write instead; may be empty
  record Bad<T>(String message, String fix) implements Parsed<T> {}

  static <T> Parsed<T> good(T value) {
    return new Good<>(value);
  }

  static <T> Parsed<T> bad(String message, String fix) {
    return new Bad<>(message, fix);
  }
}
