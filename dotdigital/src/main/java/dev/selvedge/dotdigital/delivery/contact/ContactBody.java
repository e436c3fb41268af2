package dev.selvedge.dotdigital.delivery.contact;

import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.mapping.Value;
import dev.selvedge.plan.Desired;
import java.time.Instant;
import java.util.List;

/// A desired contact as it is written. Whether it may be mailed is said, and never left to a
/// default of Dotdigital's; of a contact that is there and was told so before, it is left as it
/// is.
///
/// @param ifOptedOut what becomes of an opt-out that Dotdigital knows of and the ledger does not
public record ContactBody(EmailStatus.Resubscription ifOptedOut) {
  /// Writes them as the target's settings say that people may be subscribed again.
  public static ContactBody of(TargetSettings settings) {
    return new ContactBody(settings.consent().resubscription());
  }

  /// Found by its address, or created with it.
  ///
  /// @param told whether Dotdigital was told before that it may be mailed, and nobody decided
  ///     anything since
  ContactWrite byAddress(Desired.Contact contact, boolean told, List<Integer> lists) {
    return filled(
        ContactWrite.stating(new ContactKey.Email(contact.email()), status(contact, told)),
        contact,
        lists);
  }

  /// Found by its number, and given its address.
  ContactWrite renaming(ContactKey.Id id, Desired.Contact contact, List<Integer> lists) {
    return filled(
        ContactWrite.stating(id, status(contact, false)).email(contact.email()), contact, lists);
  }

  /// Found by its number, its identifiers left as they are.
  ContactWrite ofNumber(
      ContactKey.Id id, Desired.Contact contact, boolean told, List<Integer> lists) {
    return filled(
        told ? ContactWrite.keepingStatus(id) : ContactWrite.stating(id, status(contact, false)),
        contact,
        lists);
  }

  /// Unless the project says otherwise nobody is subscribed without asking: the ledger may not know
  /// of an opt-out that happened in Dotdigital. And nobody ever is who only gets another name.
  private EmailStatus status(Desired.Contact contact, boolean told) {
    return contact.mailable()
        ? new EmailStatus.Subscribed(told ? asked() : ifOptedOut)
        : new EmailStatus.Unsubscribed();
  }

  private EmailStatus.Resubscription asked() {
    return switch (ifOptedOut) {
      case EmailStatus.Resubscription.WithChallenge challenge -> challenge;
      case EmailStatus.Resubscription.WithNoChallenge ignored ->
          new EmailStatus.Resubscription.WithChallenge();
    };
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
