package dev.selvedge.dotdigital.delivery.action;

import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.send.Target.Item;
import java.util.Optional;

/// Whose contact an item is about.
final class Owners {
  private static final int MOST_DIGITS = 18;

  private Owners() {}

  /// By number, which stays when an address changes; by the address where no number is known.
  static ContactKey key(Item item) {
    return number(item)
        .<ContactKey>map(number -> number)
        .orElseGet(() -> new ContactKey.Email(item.owner().address()));
  }

  static Optional<ContactKey.Id> number(Item item) {
    String text = item.owner().remoteId();
    boolean number =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Optional.of(new ContactKey.Id(Long.parseLong(text))) : Optional.empty();
  }
}
