package dev.selvedge.app.config.setting;

import java.util.function.Function;

/// What a setting's value may be: a name for the docs and how its text is read. Immutable.
///
/// @param name as the docs say it: `duration`, `number 1 to 65535`
/// @param reader pure
public record SettingKind<T>(String name, Function<String, Parsed<T>> reader) {
  public Parsed<T> parse(String text) {
    return reader.apply(text);
  }
}
