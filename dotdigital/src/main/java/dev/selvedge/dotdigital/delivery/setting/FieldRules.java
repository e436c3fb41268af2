package dev.selvedge.dotdigital.delivery.setting;

import dev.selvedge.mapping.FieldType;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// How a project treats the account's contact data fields. Immutable.
///
/// @param create whether missing ones are created; if not, they are a person's to make
/// @param limits how many of each type the account's package is believed to allow. Nothing in the
///     API tells it; these are said beforehand only, and what Dotdigital answers goes before them
public record FieldRules(boolean create, Map<FieldType, Integer> limits) {
  public FieldRules {
    Map<FieldType, Integer> all = new EnumMap<>(STANDARD_LIMITS);
    all.putAll(limits);
    limits = Collections.unmodifiableMap(all);
  }

  /// Dotdigital help pages: contact data fields; newer pages name no numbers.
  private static final Map<FieldType, Integer> STANDARD_LIMITS =
      Map.of(
          FieldType.STRING, 246, FieldType.NUMERIC, 50, FieldType.DATE, 49, FieldType.BOOLEAN, 50);

  /// The vendor's limits.
  public static FieldRules standard() {
    return new FieldRules(true, STANDARD_LIMITS);
  }

  /// How many characters a value of this type may have; no limit where none is known.
  public int limit(FieldType type) {
    return limits.getOrDefault(type, Integer.MAX_VALUE);
  }
}
