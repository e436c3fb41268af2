package dev.selvedge.dotdigital.program;

import dev.selvedge.dotdigital.answer.JobId;
import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One enrolment call as Dotdigital keeps it. Immutable.
///
/// @param dateCreated absent when written unreadably
/// @param contacts whom it is about, as text; usually not told, and then empty
/// @param lists the lists it is about; usually not told, and then empty
public record Enrolment(
    JobId id,
    int programId,
    State state,
    Word status,
    @Nullable Instant dateCreated,
    List<String> contacts,
    List<String> lists) {
  public Enrolment {
    contacts = List.copyOf(contacts);
    lists = List.copyOf(lists);
  }

  /// How an enrolment stands.
  public enum State {
    PROCESSING("Processing"),
    FINISHED("Finished"),
    /// A status this client has never heard of; see [#status].
    UNKNOWN("");

    private final String wire;

    State(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }

    static State of(Word status) {
      if (status.is(PROCESSING.wire)) {
        return PROCESSING;
      }
      return status.is(FINISHED.wire) ? FINISHED : UNKNOWN;
    }
  }

  static Enrolment read(JsonNode body) {
    return read(View.of(body));
  }

  static Enrolment read(View enrolment) {
    Word status = enrolment.word("status");
    return new Enrolment(
        new JobId(enrolment.requiredText("id")),
        (int) enrolment.number("programId"),
        State.of(status),
        status,
        enrolment.instant("dateCreated").orElse(null),
        enrolment.texts("contacts"),
        enrolment.texts("addressBooks"));
  }
}
