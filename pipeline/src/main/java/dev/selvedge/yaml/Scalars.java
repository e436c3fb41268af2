package dev.selvedge.yaml;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Reads single values as typed ones. Messages quote what the file says, never what an environment
/// variable held.
final class Scalars {
  private static final Pattern DURATION = Pattern.compile("(\\d{1,12})\\s*(ms|s|m|h|d)");
  private static final Pattern DECIMAL = Pattern.compile("[-+]?\\d{1,30}(\\.\\d{1,30})?");

  private Scalars() {}

  /// A scalar and its text after references were replaced.
  record Resolved(YamlNode.Scalar scalar, String text) {}

  static Optional<Long> number(Resolved value, String key, Problems problems) {
    try {
      return Optional.of(Long.valueOf(value.text().replace("_", "")));
    } catch (NumberFormatException notNumber) {
      return wrong(value, key, "must be a whole number", problems);
    }
  }

  static Optional<BigDecimal> decimal(Resolved value, String key, Problems problems) {
    return DECIMAL.matcher(value.text()).matches()
        ? Optional.of(new BigDecimal(value.text()))
        : wrong(value, key, "must be a number such as 12 or 0.5", problems);
  }

  static Optional<Boolean> flag(Resolved value, String key, Problems problems) {
    return switch (value.text()) {
      case "true" -> Optional.of(true);
      case "false" -> Optional.of(false);
      default -> wrong(value, key, "must be true or false", problems);
    };
  }

  static Optional<Duration> duration(Resolved value, String key, Problems problems) {
    Matcher matcher = DURATION.matcher(value.text());
    if (!matcher.matches()) {
      return wrong(value, key, "must be a duration such as 30s, 5m, 1h or 7d", problems);
    }
    long amount = Long.parseLong(matcher.group(1));
    return Optional.of(
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(amount);
          case "s" -> Duration.ofSeconds(amount);
          case "m" -> Duration.ofMinutes(amount);
          case "h" -> Duration.ofHours(amount);
          default -> Duration.ofDays(amount);
        });
  }

  static <E extends Enum<E>> Optional<E> choice(
      Resolved value, String key, Class<E> type, Problems problems) {
    String wanted = value.text().toUpperCase(Locale.ROOT).replace('-', '_');
    for (E constant : type.getEnumConstants()) {
      if (constant.name().equals(wanted)) {
        return Optional.of(constant);
      }
    }
    List<String> words = Arrays.stream(type.getEnumConstants()).map(Scalars::word).toList();
    problems.add(
        value.scalar().position(),
        "'" + key + "' must be one of " + String.join(", ", words) + "; got " + quoted(value),
        Nearest.of(value.text(), words).map(near -> "did you mean '" + near + "'?").orElse(""));
    return Optional.empty();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static <T> Optional<T> wrong(Resolved value, String key, String rule, Problems problems) {
    problems.add(value.scalar().position(), "'" + key + "' " + rule + "; got " + quoted(value));
    return Optional.empty();
  }

  private static String quoted(Resolved value) {
    return "'" + value.scalar().text() + "'";
  }
}
