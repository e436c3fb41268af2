package dev.selvedge.connectors.seed;

import java.util.Optional;

/// What the example of a time tells about how times are written.
final class WrittenTime {
  private static final String DATE = "\\d{4}-\\d\\d-\\d\\d";
  private static final String MINUTES = "\\d\\d:\\d\\d";

  private WrittenTime() {}

  /// The `since_format` in which a parameter wants it; empty for ISO 8601 and for what is no time.
  static Optional<String> format(String example) {
    if (example.matches("\\d{10}")) {
      return Optional.of("epoch");
    }
    if (example.matches("\\d{13}")) {
      return Optional.of("epoch-millis");
    }
    if (example.matches(DATE)) {
      return Optional.of("yyyy-MM-dd");
    }
    if (example.matches(DATE + "[ +]" + MINUTES + ":\\d\\d")) {
      return Optional.of("yyyy-MM-dd HH:mm:ss");
    }
    return example.matches(DATE + "T" + MINUTES + ":\\d\\d")
        ? Optional.of("yyyy-MM-dd'T'HH:mm:ss")
        : Optional.empty();
  }

  /// Whether it is a time of day at a date and does not say where.
  static boolean lacksZone(String example) {
    return example.matches(DATE + "[ T]" + MINUTES + "(:\\d\\d(\\.\\d+)?)?");
  }
}
