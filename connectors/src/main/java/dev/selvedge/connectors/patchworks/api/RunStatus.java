package dev.selvedge.connectors.patchworks.api;

import java.util.Arrays;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/// How a run of a flow is, by Patchworks' numbers.
public enum RunStatus {
  STARTED(1),
  SUCCESS(2),
  FAILURE(3),
  STOPPED(4),
  PARTIAL_SUCCESS(5),
  /// one that we do not know
  OTHER(0);

  private final int number;

  RunStatus(int number) {
    this.number = number;
  }

  /// As it stands in questions.
  public int number() {
    return number;
  }

  /// As people read it: `partial success`.
  public String words() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /// A number, also one that is written as a text, or the word.
  static RunStatus of(JsonNode value) {
    String text =
        value.isValueNode() && !value.isNull()
            ? value.asString().strip().toLowerCase(Locale.ROOT).replace('_', ' ')
            : "";
    return Arrays.stream(values())
        .filter(one -> one != OTHER)
        .filter(one -> text.equals(Integer.toString(one.number)) || text.equals(one.words()))
        .findFirst()
        .orElse(OTHER);
  }
}
