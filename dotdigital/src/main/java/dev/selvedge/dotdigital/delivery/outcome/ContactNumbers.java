package dev.selvedge.dotdigital.delivery.outcome;

import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.plan.Delivered;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Dotdigital's numbers of contacts, as the hub remembers them.
public final class ContactNumbers {
  private static final int MOST_DIGITS = 18;

  private ContactNumbers() {}

  /// The number of a contact that was delivered, absent when none was told.
  public static Optional<ContactKey.Id> of(Delivered delivered) {
    return read(delivered.remoteId());
  }

  /// All contacts that stand for one person: more than one while it is not settled which of them
  /// remains.
  public static List<ContactKey.Id> all(Delivered delivered) {
    return Arrays.stream(delivered.remoteId().split(" ", -1))
        .flatMap(text -> read(text).stream())
        .toList();
  }

  /// As it is remembered; [#all] reads it.
  public static String text(Collection<ContactKey.Id> numbers) {
    return numbers.stream().map(ContactKey.Id::value).distinct().collect(Collectors.joining(" "));
  }

  /// Reads a contact's number; empty where the text is none.
  public static Optional<ContactKey.Id> read(String text) {
    boolean number =
        !text.isEmpty()
            && text.length() <= MOST_DIGITS
            && text.chars().allMatch(c -> c >= '0' && c <= '9');
    return number ? Optional.of(new ContactKey.Id(Long.parseLong(text))) : Optional.empty();
  }
}
