package dev.selvedge.plan;

import dev.selvedge.PersonId;

/// An address at which a contact stands for a moment when several exchange their addresses in a
/// ring and none could begin. No mail can ever arrive there (RFC 2606).
public final class Detour {
  private static final String BEFORE = "moving-";
  private static final String AFTER = "@selvedge.invalid";

  private Detour() {}

  /// The address that a person's contact has while it is between two others.
  public static String of(PersonId person) {
    return BEFORE + person.value() + AFTER;
  }

  /// Whether a contact at this address is on its way to another.
  public static boolean isOne(String address) {
    return address.startsWith(BEFORE) && address.endsWith(AFTER);
  }
}
