package dev.selvedge.dotdigital.field;

import dev.selvedge.dotdigital.json.View;
import dev.selvedge.dotdigital.json.Word;
import tools.jackson.databind.JsonNode;

/// A contact data field as an account has it. Immutable.
///
/// @param type `String`, `Numeric`, `Date` or `Boolean`, fixed for ever
/// @param defaultValue as text, empty when there is none
public record ContactField(String name, Word type, Word visibility, String defaultValue) {
  static ContactField read(JsonNode body) {
    return read(View.of(body));
  }

  static ContactField read(View field) {
    return new ContactField(
        field.requiredText("name"),
        field.word("type"),
        field.word("visibility"),
        field.text("defaultValue"));
  }

  /// The types a field can have.
  public enum Type {
    STRING("String"),
    NUMERIC("Numeric"),
    DATE("Date"),
    BOOLEAN("Boolean");

    private final String wire;

    Type(String wire) {
      this.wire = wire;
    }

    String wire() {
      return wire;
    }

    public boolean is(Word word) {
      return word.is(wire);
    }
  }

  /// Who may see a field.
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
