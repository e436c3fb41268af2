package dev.selvedge.mapping;

import java.math.BigDecimal;
import java.time.Instant;

/// A typed value of a field. Immutable.
public sealed interface Value {
  record Text(String text) implements Value {}

  record Decimal(BigDecimal number) implements Value {
    /// Scale does not matter: 1.50 is 1.5.
    public Decimal {
      number = number.signum() == 0 ? BigDecimal.ZERO : number.stripTrailingZeros();
    }
  }

  record Date(Instant instant) implements Value {}

  record Flag(boolean flag) implements Value {}

  default FieldType type() {
    return switch (this) {
      case Text ignored -> FieldType.STRING;
      case Decimal ignored -> FieldType.NUMERIC;
      case Date ignored -> FieldType.DATE;
      case Flag ignored -> FieldType.BOOLEAN;
    };
  }

  /// As a person would read it: no exponent, ISO date, `true` or `false`.
  default String display() {
    return switch (this) {
      case Text(String text) -> text;
      case Decimal(BigDecimal number) -> number.toPlainString();
      case Date(Instant instant) -> instant.toString();
      case Flag(boolean flag) -> Boolean.toString(flag);
    };
  }
}
