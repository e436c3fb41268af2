package dev.selvedge.mapping.rule.expression;

import dev.selvedge.mapping.function.Datum;

/// What a rule does about a value that is not there, for each of the three ways of not being there.
record Absences(Handling missing, Handling isNull, Handling empty) {
  static final Absences LEAVE = new Absences(Handling.LEAVE, Handling.LEAVE, Handling.LEAVE);
  /// What the record says is empty is empty; what it does not have is left.
  static final Absences ERASE = new Absences(Handling.LEAVE, Handling.CLEAR, Handling.CLEAR);

  static final Absences PARK = new Absences(Handling.PARK, Handling.PARK, Handling.PARK);

  /// The choices.
  enum Handling {
    /// say nothing about the field
    LEAVE,
    /// say that the field is empty
    CLEAR,
    /// a person must look
    PARK
  }

  static Absences all(Handling handling) {
    return new Absences(handling, handling, handling);
  }

  Handling of(Datum.Absence why) {
    return switch (why) {
      case MISSING -> missing;
      case NULL -> isNull;
      case EMPTY -> empty;
    };
  }

  boolean clears() {
    return missing == Handling.CLEAR || isNull == Handling.CLEAR || empty == Handling.CLEAR;
  }
}
