package dev.selvedge.connectors.option;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector;
import dev.selvedge.yaml.YamlSection;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// One option of a connector: what the docs say about it and how it is read. Immutable.
///
/// @param option what the docs and checks show
/// @param reader reads the option from its section, by its key
public record Setting<T>(Connector.Option option, Reader<T> reader) {

  /// Reads a key of a section; whatever is wrong goes to the section's problems.
  @FunctionalInterface
  public interface Reader<T> {
    T read(YamlSection section, String key);
  }

  /// An option read in a way of its own.
  ///
  /// @param standard the default in words; empty when the option is required
  public static <T> Setting<T> of(
      String path, String type, String standard, String description, Reader<T> reader) {
    return new Setting<>(new Connector.Option(path, type, standard, description), reader);
  }

  public static Setting<String> requiredText(String path, String description) {
    return of(path, "text", "", description, YamlSection::requiredText);
  }

  public static Setting<String> text(String path, String standard, String description) {
    return of(
        path,
        "text",
        '`' + standard + '`',
        description,
        (section, key) -> section.text(key, standard));
  }

  /// A text that may be left out.
  ///
  /// @param absent what happens without it
  public static Setting<Optional<String>> optionalText(
      String path, String absent, String description) {
    return of(path, "text", absent, description, YamlSection::text);
  }

  public static Setting<Optional<Secret>> secret(String path, String absent, String description) {
    return of(path, "secret", absent, description, YamlSection::secret);
  }

  public static Setting<List<String>> texts(String path, String absent, String description) {
    return of(path, "text or list of texts", absent, description, YamlSection::texts);
  }

  public static Setting<List<String>> requiredTexts(String path, String description) {
    return of(path, "text or list of texts", "", description, Setting::atLeastOne);
  }

  public static Setting<Map<String, String>> textMap(
      String path, String absent, String description) {
    return of(path, "names to texts", absent, description, YamlSection::textMap);
  }

  public static Setting<Boolean> flag(String path, boolean standard, String description) {
    return of(
        path,
        "`true` or `false`",
        "`" + standard + '`',
        description,
        (section, key) -> section.flag(key, standard));
  }

  /// A whole number from `least` to `most`.
  public static Setting<Integer> number(
      String path, int standard, int least, int most, String description) {
    return of(
        path,
        "number, " + least + " to " + most,
        "`" + standard + '`',
        description,
        (section, key) -> Math.toIntExact(section.number(key, standard, least, most)));
  }

  public static Setting<Duration> duration(
      String path, Duration standard, Duration least, String description) {
    return of(
        path,
        "duration, at least " + words(least),
        '`' + words(standard) + '`',
        description,
        (section, key) -> {
          Duration read = section.duration(key, standard);
          if (read.compareTo(least) < 0) {
            section.problem(key, "'" + key + "' must be at least " + words(least), "");
            return standard;
          }
          return read;
        });
  }

  public static <E extends Enum<E>> Setting<E> choice(String path, E standard, String description) {
    String words =
        Arrays.stream(standard.getDeclaringClass().getEnumConstants())
            .map(Setting::word)
            .collect(Collectors.joining(", "));
    return of(
        path,
        "one of " + words,
        word(standard),
        description,
        (section, key) -> section.choice(key, standard));
  }

  /// The last part of the path: the key in the file.
  public String key() {
    return option.path().substring(option.path().lastIndexOf('.') + 1);
  }

  public T read(YamlSection section) {
    return reader.read(section, key());
  }

  /// Whether the file says something about it; it then counts as known.
  public boolean given(YamlSection section) {
    return section.has(key());
  }

  private static List<String> atLeastOne(YamlSection section, String key) {
    List<String> texts = section.texts(key);
    if (texts.isEmpty()) {
      section.requiredText(key);
    }
    return texts;
  }

  private static String word(Enum<?> constant) {
    return '`' + constant.name().toLowerCase(Locale.ROOT).replace('_', '-') + '`';
  }

  private static String words(Duration duration) {
    long seconds = duration.toSeconds();
    if (duration.toMillis() % 1000 != 0) {
      return duration.toMillis() + "ms";
    }
    if (seconds % 86_400 == 0 && seconds > 0) {
      return seconds / 86_400 + "d";
    }
    if (seconds % 3_600 == 0 && seconds > 0) {
      return seconds / 3_600 + "h";
    }
    return seconds % 60 == 0 && seconds > 0 ? seconds / 60 + "m" : seconds + "s";
  }
}
