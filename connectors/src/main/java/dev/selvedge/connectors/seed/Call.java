package dev.selvedge.connectors.seed;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// What the call of a list may say.
///
/// @param parameters those of the query that it knows, by their names
/// @param fixed those that it always says, with their values, as [Variables#text] takes them
/// @param linked whether answers have a header `Link` with `rel="next"`
public record Call(Map<String, Parameter> parameters, Map<String, String> fixed, boolean linked) {
  public Call {
    parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
    fixed = Collections.unmodifiableMap(new LinkedHashMap<>(fixed));
  }

  /// One parameter.
  ///
  /// @param most the greatest value, empty where it is not told
  /// @param example a value, empty where there is none
  public record Parameter(String most, String example) {}
}
