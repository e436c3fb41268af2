package dev.selvedge.app.config.field;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Which data fields are spoken for, ignoring case as Dotdigital does (inferred from its docs,
/// which write one field in several cases). Confined to one thread.
public final class TakenDataFields {
  private final Map<String, String> takers = new TreeMap<>();

  /// Takes a name.
  ///
  /// @param by who takes it, in words
  /// @return who has it already, if anybody
  Optional<String> take(String dataField, String by) {
    return Optional.ofNullable(takers.putIfAbsent(dataField.toLowerCase(Locale.ROOT), by));
  }
}
