package dev.selvedge.dotdigital.list;

import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import tools.jackson.databind.JsonNode;

/// How far the removal of many contacts from a list is. Immutable.
///
/// @param status Dotdigital's own word for it
public record Removal(State state, Word status) {
  /// The states a removal can be in.
  public enum State {
    RUNNING,
    DONE,
    FAILED,
    /// a status this client has never heard of
    UNKNOWN
  }

  /// Its names begin with capitals in known answers, unlike everybody else's.
  static Removal read(JsonNode body) {
    View answer = View.of(body);
    String text = answer.text("Status").isEmpty() ? answer.text("status") : answer.text("Status");
    Word status = new Word(text);
    return new Removal(state(status), status);
  }

  private static State state(Word status) {
    if (status.is("Started")) {
      return State.RUNNING;
    }
    if (status.is("Completed")) {
      return State.DONE;
    }
    return status.is("Failed") ? State.FAILED : State.UNKNOWN;
  }
}
