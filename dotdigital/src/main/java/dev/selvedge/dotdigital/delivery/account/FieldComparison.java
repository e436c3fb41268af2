package dev.selvedge.dotdigital.delivery.account;

import dev.selvedge.dotdigital.field.ContactField;
import dev.selvedge.mapping.FieldType;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The data fields a project writes beside those its account has. Names are compared without case,
/// as Dotdigital does. Immutable.
///
/// @param missing those the account lacks, with the type they need
/// @param clashes those it has with another type, which nobody can change
/// @param there how many of each type it has, whoever uses them
record FieldComparison(
    Map<String, FieldType> missing, List<Clash> clashes, Map<FieldType, Integer> there) {

  /// One field with two types.
  ///
  /// @param has as Dotdigital calls it
  record Clash(String name, String has, FieldType wants) {
    String sentence() {
      return "%s is %s in Dotdigital and %s in the project".formatted(name, has, word(wants));
    }
  }

  static FieldComparison of(Map<String, FieldType> wanted, List<ContactField> known) {
    Map<String, ContactField> byName = new TreeMap<>();
    Map<FieldType, Integer> there = new EnumMap<>(FieldType.class);
    for (ContactField field : known) {
      byName.putIfAbsent(folded(field.name()), field);
      for (FieldType type : FieldType.values()) {
        if (field.type().is(type.name())) {
          there.merge(type, 1, Integer::sum);
        }
      }
    }
    Map<String, FieldType> missing = new TreeMap<>();
    List<Clash> clashes = new ArrayList<>();
    wanted.forEach(
        (name, type) -> {
          ContactField field = byName.get(folded(name));
          if (field == null) {
            missing.put(name, type);
          } else if (!field.type().is(type.name())) {
            clashes.add(new Clash(name, field.type().toString(), type));
          }
        });
    return new FieldComparison(missing, clashes, there);
  }

  /// How many of a type there will be once the missing ones are made.
  int afterwards(FieldType type) {
    return there.getOrDefault(type, 0) + toCome(type);
  }

  int toCome(FieldType type) {
    return Math.toIntExact(missing.values().stream().filter(type::equals).count());
  }

  /// `POINTS (Numeric), TIER (String)`.
  String missingInWords() {
    return missing.entrySet().stream()
        .map(field -> field.getKey() + " (" + word(field.getValue()) + ")")
        .collect(Collectors.joining(", "));
  }

  static String word(FieldType type) {
    return type.name().charAt(0) + type.name().substring(1).toLowerCase(Locale.ROOT);
  }

  private static String folded(String name) {
    return name.toUpperCase(Locale.ROOT);
  }
}
