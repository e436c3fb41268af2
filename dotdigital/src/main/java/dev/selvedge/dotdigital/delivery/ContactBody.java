package dev.selvedge.dotdigital.delivery;

import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.mapping.Value;
import dev.selvedge.plan.Desired;
import java.time.Instant;
import java.util.List;

/// A desired contact as it is written. Whether it may be mailed is always said, never left to a
/// default of Dotdigital's.
///
/// @param ifOptedOut what becomes of an opt-out that Dotdigital knows of and the ledger does not
record ContactBody(EmailStatus.Resubscription ifOptedOut) {
  static ContactBody of(TargetSettings settings) {
    return new ContactBody(settings.consent().resubscription());
  }

  /// Found by its address, or created with it.
  ContactWrite byAddress(Desired.Contact contact, List<Integer> lists) {
    return filled(
        ContactWrite.stating(new ContactKey.Email(contact.email()), status(contact)),
        contact,
        lists);
  }

  /// Found by its number, and given its address.
  ContactWrite renaming(ContactKey.Id id, Desired.Contact contact, List<Integer> lists) {
    return filled(ContactWrite.stating(id, status(contact)).email(contact.email()), contact, lists);
  }

  /// Found by its number, its identifiers left as they are.
  ContactWrite ofNumber(ContactKey.Id id, Desired.Contact contact, List<Integer> lists) {
    return filled(ContactWrite.stating(id, status(contact)), contact, lists);
  }

  /// Unless the project says otherwise nobody is subscribed without asking: the ledger may not know
  /// of an opt-out that happened in Dotdigital.
  private EmailStatus status(Desired.Contact contact) {
    return contact.mailable()
        ? new EmailStatus.Subscribed(ifOptedOut)
        : new EmailStatus.Unsubscribed();
  }

  private static ContactWrite filled(
      ContactWrite.Builder write, Desired.Contact contact, List<Integer> lists) {
    contact.dataFields().forEach((name, value) -> field(write, name, value));
    contact.cleared().forEach(write::clear);
    return write.lists(lists).build();
  }

  private static void field(ContactWrite.Builder write, String name, Value value) {
    switch (value) {
      case Value.Text(String text) -> write.field(name, text);
      case Value.Decimal(var number) -> write.field(name, number);
      case Value.Date(Instant instant) -> write.field(name, instant);
      case Value.Flag(boolean flag) -> write.field(name, flag);
    }
  }
}
