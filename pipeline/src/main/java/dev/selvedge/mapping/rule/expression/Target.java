package dev.selvedge.mapping.rule.expression;

import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.function.Kind;

/// What a rule is for.
///
/// @param field the name in messages
/// @param needed whether a record without it cannot be mapped
/// @param inList whether the rule looks at elements of a list
/// @param blank what it can say where there is no value
public record Target(String field, Kind kind, boolean needed, boolean inList, Blank blank) {

  /// What can be said where there is no value.
  enum Blank {
    /// nothing, or of a text that it is empty
    SAYS_NOTHING,
    /// a profile field: that it is empty, whatever its type, where the rule says so
    MAY_ERASE,
    /// the same, also where the rule says nothing of it
    ERASES
  }

  Target(String field, Kind kind, boolean needed, boolean inList) {
    this(field, kind, needed, inList, Blank.SAYS_NOTHING);
  }

  /// A value without which the record is parked.
  public static Target needed(String field, Kind kind) {
    return new Target(field, kind, true, false);
  }

  /// A value that may be absent.
  public static Target wanted(String field, Kind kind) {
    return new Target(field, kind, false, false);
  }

  /// A profile field.
  public static Target ofProfile(String field, Kind kind, boolean erases) {
    return new Target(field, kind, false, false, erases ? Blank.ERASES : Blank.MAY_ERASE);
  }

  /// The same of every member of a list.
  public Target inEach() {
    return new Target(field, kind, needed, true, blank);
  }

  /// What holds about values that are not there when a rule does not say.
  Absences standard() {
    if (needed) {
      return Absences.PARK;
    }
    return blank == Blank.ERASES ? Absences.ERASE : Absences.LEAVE;
  }

  /// Whether it can be said to be empty.
  boolean canBeEmpty() {
    return kind == Kind.TEXT || blank != Blank.SAYS_NOTHING;
  }

  /// What a field of a type holds.
  public static Kind kindOf(FieldType type) {
    return switch (type) {
      case STRING -> Kind.TEXT;
      case NUMERIC -> Kind.NUMBER;
      case DATE -> Kind.TIME;
      case BOOLEAN -> Kind.FLAG;
    };
  }
}
