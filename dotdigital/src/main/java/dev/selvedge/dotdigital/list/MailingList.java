package dev.selvedge.dotdigital.list;

import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import tools.jackson.databind.JsonNode;

/// A list of an account. Immutable.
///
/// @param contacts how many are on it
public record MailingList(int id, String name, Word visibility, long contacts) {
  static MailingList read(JsonNode body) {
    return read(View.of(body));
  }

  static MailingList read(View list) {
    return new MailingList(
        (int) list.requiredNumber("id"),
        list.text("name"),
        list.word("visibility"),
        list.number("contacts"));
  }

  /// Who may see a list.
  public enum Visibility {
    PRIVATE("Private"),
    PUBLIC("Public");

    private final String wire;

    Visibility(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }
  }
}
