package dev.selvedge.mapping.rule;

import dev.selvedge.mapping.function.Kind;

/// What a rule is for.
///
/// @param field the name in messages
/// @param needed whether a record without it cannot be mapped
/// @param inList whether the rule looks at elements of a list
record Target(String field, Kind kind, boolean needed, boolean inList) {
  static Target needed(String field, Kind kind) {
    return new Target(field, kind, true, false);
  }

  static Target wanted(String field, Kind kind) {
    return new Target(field, kind, false, false);
  }

  Target inEach() {
    return new Target(field, kind, needed, true);
  }
}
