package dev.selvedge.sandbox.contact;

import dev.selvedge.sandbox.contact.EmailStatus.Standing;
import java.time.Instant;
import java.util.Objects;

/// Changes channel statuses and keeps what hangs on them in step: suppressions, `LASTSUBSCRIBED`.
///
/// Guarded by the account's lock.
public final class ContactStatusWriter {
  private final Contacts contacts;

  ContactStatusWriter(Contacts contacts) {
    this.contacts = contacts;
  }

  /// The status every new contact with an e-mail address gets unless it is told otherwise.
  void start(Contact contact, boolean doubleOptIn, long now) {
    if (contact.optInType == OptInType.VERIFIED_DOUBLE || doubleOptIn) {
      contact.emailStatus = EmailStatus.PENDING_OPT_IN;
      contact.challenged = true;
    } else {
      contact.emailStatus = EmailStatus.SUBSCRIBED;
      stampSubscribed(contact, now);
    }
  }

  /// What a caller wrote into `channelProperties.email.status`.
  ///
  /// `subscribed` brings an opted-out person back at once unless a challenge was asked for, and is
  /// passed over in silence for complaints, bounces and the platform's own suppressions.
  void write(Contact contact, EmailStatus wanted, boolean challenge, long now) {
    if (wanted != EmailStatus.SUBSCRIBED) {
      if (contact.emailStatus.standing() != Standing.BARRED) {
        become(contact, wanted, now);
      }
    } else {
      resubscribe(contact, challenge, now);
    }
  }

  /// Asks for somebody to be subscribed again.
  public Resubscribed resubscribe(Contact contact, boolean challenge, long now) {
    return switch (contact.emailStatus.standing()) {
      case ACTIVE -> Resubscribed.ADDED;
      case BARRED -> Resubscribed.REFUSED;
      case OPTED_OUT, OUTSIDE -> {
        if (challenge || contact.emailStatus == EmailStatus.PENDING_OPT_IN) {
          contact.challenged = true;
          contact.updated = now;
          yield Resubscribed.CHALLENGED;
        }
        become(contact, EmailStatus.SUBSCRIBED, now);
        yield Resubscribed.ADDED;
      }
    };
  }

  /// The person answers the confirmation mail; nothing happens if there was none.
  public boolean confirm(Contact contact, long now) {
    if (!contact.challenged || contact.emailStatus.standing() == Standing.BARRED) {
      return false;
    }
    become(contact, EmailStatus.SUBSCRIBED, now);
    return true;
  }

  /// Sets the status, whoever wanted it, and moves what hangs on it.
  public void become(Contact contact, EmailStatus status, long now) {
    if (contact.emailStatus == status) {
      return;
    }
    contact.emailStatus = status;
    contact.updated = now;
    contact.challenged = false;
    if (status.suppressed()) {
      contacts.suppressions().add(contact, now);
    } else {
      contacts.suppressions().lift(contact);
    }
    if (status == EmailStatus.SUBSCRIBED) {
      stampSubscribed(contact, now);
    }
  }

  /// Moves a contact to the recycle bin.
  public void bin(Contact contact, long now) {
    contact.updated = now;
    contacts.book().bin(contact);
  }

  /// Notes a choice about a marketing preference.
  public void choose(Contact contact, int preference, boolean optedIn, long now) {
    contact.choose(new PreferenceChoice(preference, optedIn, now));
    contact.updated = now;
  }

  /// Sets the status of the SMS channel.
  public void becomeOnSms(Contact contact, PhoneStatus status, long now) {
    contact.sms = status;
    contact.updated = now;
  }

  private void stampSubscribed(Contact contact, long now) {
    FieldDefinition field =
        Objects.requireNonNull(contacts.fields().find(FieldBook.LAST_SUBSCRIBED));
    contacts.writer().set(contact, field, Instant.ofEpochMilli(now));
  }

  /// What came of asking for a subscription.
  public enum Resubscribed {
    ADDED("ContactAdded"),
    CHALLENGED("ContactChallenged"),
    REFUSED("ContactCannotBeUnsuppressed");

    private final String wire;

    Resubscribed(String wire) {
      this.wire = wire;
    }

    public String wire() {
      return wire;
    }
  }
}
