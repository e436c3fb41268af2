package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.json.View;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// What came of deleting several records. Immutable.
///
/// @param notFound the keys no record had
public record Deleted(long totalDeleted, List<String> notFound) {
  public Deleted {
    notFound = List.copyOf(notFound);
  }

  static Deleted read(JsonNode body) {
    View answer = View.of(body);
    long deleted = View.of(answer.tree("summary")).number("totalDeleted");
    return new Deleted(deleted, answer.texts("notFound"));
  }
}
