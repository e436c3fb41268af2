package dev.selvedge.person.identity;

import java.util.Set;

/// Whose a phone number is: who has a record with it, by addresses alone. Immutable.
sealed interface PhoneHolders {
  /// So many records may have one number. One that more have is a shop's or a placeholder, and to
  /// look through all of them each time would take long.
  int MOST = 1000;

  PhoneHolders NOBODY = new At(Set.of());

  /// The people with these addresses.
  record At(Set<String> addresses) implements PhoneHolders {
    public At {
      addresses = Set.copyOf(addresses);
    }
  }

  /// More records than are looked through.
  record Crowd() implements PhoneHolders {}
}
