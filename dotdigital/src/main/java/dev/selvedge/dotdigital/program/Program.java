package dev.selvedge.dotdigital.program;

import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// An automation program. Immutable.
///
/// @param status `Draft`, `Active`, `Deactivated` or `ReadOnly`; only an active one can be enrolled
///     in
/// @param dateCreated absent when written unreadably
public record Program(int id, String name, Word status, @Nullable Instant dateCreated) {
  static Program read(JsonNode body) {
    return read(View.of(body));
  }

  static Program read(View program) {
    return new Program(
        (int) program.requiredNumber("id"),
        program.text("name"),
        program.word("status"),
        program.instant("dateCreated").orElse(null));
  }

  public boolean isActive() {
    return status.is("Active");
  }
}
