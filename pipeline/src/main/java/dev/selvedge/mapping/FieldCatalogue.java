package dev.selvedge.mapping;

import dev.selvedge.SystemName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// The profile fields of a project: what each is called, which type it has, who may set it and
/// where it goes. Immutable.
public record FieldCatalogue(Map<String, Field> fields) {
  public FieldCatalogue {
    fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
  }

  /// One profile field.
  ///
  /// @param name canonical, snake_case
  /// @param owners the systems that may set it, the most trusted first; no other system can
  /// @param dataField the target's name for it, or empty when it is not sent
  /// @param maxLength longest text; longer ones are cut with a warning
  /// @param survivorship how one value comes of what several owners say
  /// @param blanksErase the owners whose records erase the field where they say null or an empty
  ///     text; of all others a blank says nothing
  public record Field(
      String name,
      FieldType type,
      List<SystemName> owners,
      String dataField,
      int maxLength,
      Survivorship survivorship,
      Set<SystemName> blanksErase) {
    public Field {
      owners = List.copyOf(owners);
      blanksErase = Set.copyOf(blanksErase);
    }

    /// The first owner that says anything counts, and no blank erases.
    public Field(
        String name, FieldType type, List<SystemName> owners, String dataField, int maxLength) {
      this(name, type, owners, dataField, maxLength, Survivorship.STANDARD, Set.of());
    }
  }
}
