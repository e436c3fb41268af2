package dev.selvedge.dotdigital.contact;

import dev.selvedge.dotdigital.json.View;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The identifiers Dotdigital holds of one contact, by name. Immutable; masked in its text form.
public record Identifiers(Map<String, String> values) {
  public Identifiers {
    values = Map.copyOf(values);
  }

  static Identifiers read(View owner, String property) {
    return of(View.of(owner.tree(property)));
  }

  static Identifiers of(View identifiers) {
    var values = new LinkedHashMap<String, String>();
    for (Map.Entry<String, JsonNode> entry : identifiers.node().properties()) {
      JsonNode value = entry.getValue();
      if (value.isValueNode() && !value.isNull()) {
        values.put(entry.getKey(), value.asString());
      }
    }
    return new Identifiers(values);
  }

  public Optional<String> email() {
    return Optional.ofNullable(values.get("email"));
  }

  public Optional<String> mobileNumber() {
    return Optional.ofNullable(values.get("mobileNumber"));
  }

  @Override
  public String toString() {
    return "Identifiers" + values.keySet();
  }
}
