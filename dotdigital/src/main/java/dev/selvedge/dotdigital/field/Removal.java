package dev.selvedge.dotdigital.field;

import dev.selvedge.dotdigital.json.View;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What came of asking to delete a data field.
public sealed interface Removal {
  /// The field and all its values are gone.
  record Removed() implements Removal {}

  /// Something in the account still uses the field.
  record InUse(List<String> dependencies) implements Removal {
    public InUse {
      dependencies = List.copyOf(dependencies);
    }
  }

  static Removal read(JsonNode body) {
    View answer = View.of(body);
    return answer.flag("result") ? new Removed() : new InUse(answer.texts("dependencies"));
  }
}
