package dev.selvedge.watch.freshness;

/// What is told, as far as people promise different times for it.
public enum Matter {
  /// what somebody decided: opt-ins, opt-outs, choices, proofs, and the contacts they change
  CONSENT("consent"),
  /// people and what is known of them
  CONTACT("contacts"),
  /// orders
  ORDER("orders"),
  /// starts of automations, counted from when they were to start
  AUTOMATION("automations"),
  /// products, carts, records of the project's own
  ITEM("items"),
  /// records that were taken in and of which it is not worked out yet what is to be told
  UNREAD("unread");

  private final String word;

  Matter(String word) {
    this.word = word;
  }

  /// As people write and read it.
  public String word() {
    return word;
  }
}
