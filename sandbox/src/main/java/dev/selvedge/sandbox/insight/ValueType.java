package dev.selvedge.sandbox.insight;

import dev.selvedge.sandbox.time.Times;
import tools.jackson.databind.JsonNode;

/// The types Dotdigital infers for insight data, spelt as its schema endpoint spells them.
public enum ValueType {
  STRING,
  FLOAT,
  INTEGER,
  TIMESTAMP,
  BOOLEAN,
  RECORD;

  /// The type of a value; whole numbers are integers, ISO dates are timestamps.
  static ValueType of(JsonNode value) {
    if (value.isObject()) {
      return RECORD;
    }
    if (value.isBoolean()) {
      return BOOLEAN;
    }
    if (value.isNumber()) {
      return value.isIntegralNumber() ? INTEGER : FLOAT;
    }
    return value.isString() && Times.read(value.stringValue()).isPresent() ? TIMESTAMP : STRING;
  }

  /// Whether a field of this type takes a value of another.
  ///
  /// Inferred: a float takes whole numbers, a text takes what looks like a date; nothing else
  /// mixes.
  boolean takes(ValueType other) {
    return this == other
        || (this == FLOAT && other == INTEGER)
        || (this == STRING && other == TIMESTAMP);
  }
}
