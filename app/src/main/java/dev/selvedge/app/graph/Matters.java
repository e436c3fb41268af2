package dev.selvedge.app.graph;

import dev.selvedge.plan.Facet;
import dev.selvedge.watch.freshness.Matter;

/// What a target is told, as far as it gets an arrow of its own.
enum Matters {
  CONTACTS("contacts", "/people"),
  CONSENT("consent", "/people"),
  ORDERS("orders", ""),
  COLLECTIONS("collections", ""),
  AUTOMATIONS("automations", "/automations");

  private final String words;
  private final String link;

  Matters(String words, String link) {
    this.words = words;
    this.link = link;
  }

  String words() {
    return words;
  }

  /// A page that shows more of it; empty for none.
  String link() {
    return link;
  }

  /// The one that deliveries of a facet belong to.
  static Matters of(Facet facet) {
    return switch (facet) {
      case CONTACT -> CONTACTS;
      case CHOICE, PROOF, CONSENT -> CONSENT;
      case ORDER -> ORDERS;
      case PRODUCT, CART, RECORD -> COLLECTIONS;
      case ENROLMENT -> AUTOMATIONS;
    };
  }

  /// Whether what is measured of a matter belongs to it; what is not worked out yet belongs to
  /// none.
  boolean holds(Matter matter) {
    return switch (matter) {
      case CONTACT -> this == CONTACTS;
      case CONSENT -> this == CONSENT;
      case ORDER -> this == ORDERS;
      case ITEM -> this == COLLECTIONS;
      case AUTOMATION -> this == AUTOMATIONS;
      case UNREAD -> false;
    };
  }
}
