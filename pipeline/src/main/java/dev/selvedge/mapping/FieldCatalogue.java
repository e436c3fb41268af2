package dev.selvedge.mapping;

import dev.selvedge.SystemName;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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
  public record Field(
      String name, FieldType type, List<SystemName> owners, String dataField, int maxLength) {
    public Field {
      owners = List.copyOf(owners);
    }
  }
}
