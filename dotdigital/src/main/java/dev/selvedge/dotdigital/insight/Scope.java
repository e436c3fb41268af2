package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.json.Word;

/// Whether the records of a collection belong to contacts or to the account. Names of collections
/// are unique across both.
public enum Scope {
  ACCOUNT("account"),
  CONTACT("contact");

  private final String wire;

  Scope(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }

  public boolean is(Word word) {
    return word.is(wire);
  }
}
