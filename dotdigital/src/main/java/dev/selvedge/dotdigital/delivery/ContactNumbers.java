package dev.selvedge.dotdigital.delivery;

import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.plan.Delivered;
import java.util.Optional;

/// Dotdigital's numbers of contacts, as the hub remembers them.
final class ContactNumbers {
  private static final int MOST_DIGITS = 18;

  private ContactNumbers() {}

  /// The number of a contact that was delivered, absent when none was told.
  static Optional<ContactKey.Id> of(Delivered delivered) {
    return read(delivered.remoteId());
  }

  static Optional<ContactKey.Id> read(String text) {
    boolean number =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Optional.of(new ContactKey.Id(Long.parseLong(text))) : Optional.empty();
  }
}
