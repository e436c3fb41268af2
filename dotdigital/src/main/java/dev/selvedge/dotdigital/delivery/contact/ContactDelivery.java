package dev.selvedge.dotdigital.delivery.contact;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.delivery.account.AccountPreparation;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.ContactNumbers;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.Retirement;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Desired;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Settlement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Writes contacts by calls of their own: also those that an import cannot, because they change
/// their address or are to be mailed no more. Thread-safe.
public final class ContactDelivery {
  private static final int CREATED = 201;

  private final Dotdigital account;
  private final ContactBody body;
  private final AccountPreparation preparation;
  private final Outcomes outcomes;
  private final ContactLimit limit;
  private final Retirement retirement;

  public ContactDelivery(
      Dotdigital account,
      ContactBody body,
      AccountPreparation preparation,
      Outcomes outcomes,
      ContactLimit limit,
      Retirement retirement) {
    this.account = account;
    this.body = body;
    this.preparation = preparation;
    this.outcomes = outcomes;
    this.limit = limit;
    this.retirement = retirement;
  }

  /// Writes or retires one contact by single calls; the settlement says what came of it.
  public Settlement send(Item item) {
    return switch (item.desired()) {
      case Desired.Contact contact -> write(item.delivered(), contact, wasTold(item, contact));
      case Desired.Retired retired -> retire(item.delivered(), retired);
      case Desired.Insight ignored ->
          throw new IllegalArgumentException("an insight record is not a contact");
      case Desired.Shared ignored ->
          throw new IllegalArgumentException("a record of the account is not a contact");
      case Desired.Withdrawn ignored ->
          throw new IllegalArgumentException("an insight record is not a contact");
      case Desired.Enrolment ignored ->
          throw new IllegalArgumentException("an enrolment is not a contact");
      case Desired.Proof ignored ->
          throw new IllegalArgumentException("a proof of consent is not a contact");
      case Desired.Chosen ignored ->
          throw new IllegalArgumentException("a finer decision goes by itself");
      case Desired.Consent ignored ->
          throw new IllegalArgumentException("what is told to a record is not a contact");
    };
  }

  /// Whether Dotdigital was told before that it may be mailed, and nobody decided anything since.
  static boolean wasTold(Item item, Desired.Contact contact) {
    Delivered known = item.delivered();
    boolean there =
        known.address().equals(contact.email())
            || (known instanceof Delivered.Doubtful && known.address().isEmpty());
    return contact.mailable() && known.isThere() && there && item.tellings().isEmpty();
  }

  private Settlement write(Delivered delivered, Desired.Contact contact, boolean told) {
    boolean first = delivered instanceof Delivered.Never;
    if (first && limit.isFull() && contact.mail() != Desired.Mail.REFUSED) {
      // A known shortage costs no call. Whoever declined may be there by somebody else's doing.
      return new Settlement(limit.refuse(), "");
    }
    List<ContactKey.Id> several = ContactNumbers.all(delivered);
    if (several.size() > 1) {
      return settleAmong(several, contact);
    }
    if (first || delivered.address().equals(contact.email())) {
      return told ? keeping(delivered, contact) : byAddress(contact);
    }
    Optional<ContactKey.Id> number = ContactNumbers.of(delivered);
    return number.isPresent()
        ? moved(delivered, number.get(), contact, told)
        : renameUnnumbered(delivered.address(), contact);
  }

  /// A call whose answer was lost may have moved it, or not: where it stands at its address already
  /// there is nothing to move, and no status to say again.
  private Settlement moved(
      Delivered delivered, ContactKey.Id number, Desired.Contact contact, boolean told) {
    boolean stands =
        told
            && account.contacts().get(number) instanceof Answer.Ok<Contact> there
            && there
                .value()
                .identifiers()
                .email()
                .filter(contact.email()::equalsIgnoreCase)
                .isPresent();
    return stands ? keeping(delivered, contact) : rename(number, contact);
  }

  /// Its number was never told, as when the answer to the call that created it was lost.
  private Settlement renameUnnumbered(String former, Desired.Contact contact) {
    if (former.isEmpty()) {
      return byAddress(contact);
    }
    Answer<Contact> found = account.contacts().get(new ContactKey.Email(former));
    return switch (found) {
      case Answer.Ok<Contact> there -> rename(there.value().id(), contact);
      case Answer.NotFound<Contact> ignored -> byAddress(contact);
      case Answer<Contact> other -> settle(other);
    };
  }

  /// By its number, so that whether it may be mailed is not said again: whoever left a moment ago
  /// is not asked to come back because of a new name. One that is not there any more is made
  /// again.
  private Settlement keeping(Delivered delivered, Desired.Contact contact) {
    Optional<ContactKey.Id> number = ContactNumbers.of(delivered);
    if (number.isEmpty()) {
      return byAddress(contact, true);
    }
    ContactKey.Id id = number.get();
    Answer<Contact> answer = put(body.ofNumber(id, contact, true, preparation.lists()));
    boolean refused = answer instanceof Answer.Rejected<?> || answer instanceof Answer.NotFound<?>;
    // How a number that nobody has is refused is not documented.
    return refused && account.contacts().get(id) instanceof Answer.NotFound<?>
        ? byAddress(contact, true)
        : settle(answer, id, contact);
  }

  private Settlement byAddress(Desired.Contact contact) {
    return byAddress(contact, false);
  }

  private Settlement byAddress(Desired.Contact contact, boolean told) {
    Answer<Contact> answer = put(body.byAddress(contact, told, preparation.lists()));
    return answer instanceof Answer.Conflict<Contact> conflict
        ? sharing(contact, conflict)
        : settle(answer, new ContactKey.Email(contact.email()), contact);
  }

  /// Another contact has an identifier that this one has, too. The contact of this address is
  /// written by its number then, without naming any; nobody is merged.
  private Settlement sharing(Desired.Contact contact, Answer.Conflict<Contact> conflict) {
    Answer<Contact> found = account.contacts().get(new ContactKey.Email(contact.email()));
    if (!(found instanceof Answer.Ok<Contact> there)) {
      return alone(new ContactKey.Email(contact.email()), contact, shared(conflict));
    }
    ContactKey.Id id = there.value().id();
    Answer<Contact> answer = put(body.ofNumber(id, contact, false, preparation.lists()));
    return answer instanceof Answer.Conflict<Contact>
        ? alone(id, contact, shared(conflict))
        : settle(answer, id, contact);
  }

  private Settlement shared(Answer.Conflict<Contact> conflict) {
    return new Settlement(
        outcomes.park(
            "conflict",
            "Another contact in Dotdigital has an identifier of this one ("
                + Code.of(conflict.error()).shown()
                + "), for example the mobile number. Dotdigital merges no contacts: take it from"
                + " one of them there, then replay."),
        "");
  }

  /// Moves a contact to its new address by its number, as Dotdigital documents it. Where the new
  /// address already has a contact the two cannot be merged: that contact is written instead and
  /// the old one is let go. Both are remembered until that is done, also when the person turns back
  /// meanwhile.
  private Settlement rename(ContactKey.Id id, Desired.Contact contact) {
    Answer<Contact> answer = put(body.renaming(id, contact, preparation.lists()));
    return switch (answer) {
      case Answer.Conflict<Contact> ignored -> {
        Answer<Contact> there = account.contacts().get(new ContactKey.Email(contact.email()));
        yield there instanceof Answer.Ok<Contact> other
            ? settleAmong(List.of(id, other.value().id()), contact)
            : settleAmong(List.of(id), contact);
      }
      case Answer.NotFound<Contact> ignored -> byAddress(contact);
      case Answer<Contact> other -> settle(other, id, contact);
    };
  }

  /// Of several contacts of one person the one with the person's address remains.
  private Settlement settleAmong(List<ContactKey.Id> several, Desired.Contact contact) {
    Settlement written = byAddress(contact);
    return switch (written.outcome()) {
      case Outcome.Done ignored ->
          retirement == Retirement.KEEP && contact.mailable() ? written : letGo(several, written);
      // It may have been written all the same.
      case Outcome.Unknown ignored -> remembering(several, written.outcome());
      case Outcome.Retry ignored -> remembering(several, written.outcome());
      case Outcome.Snooze ignored -> written;
      case Outcome.Park ignored -> remembering(several, written.outcome());
      case Outcome.Drop ignored -> written;
    };
  }

  private static Settlement remembering(List<ContactKey.Id> several, Outcome outcome) {
    return new Settlement(outcome, ContactNumbers.text(several));
  }

  private Settlement letGo(List<ContactKey.Id> several, Settlement done) {
    for (ContactKey.Id each : several) {
      if (!each.value().equals(done.remoteId())) {
        Settlement gone = letGo(each);
        if (!(gone.outcome() instanceof Outcome.Done)) {
          List<ContactKey.Id> left = new ArrayList<>();
          ContactNumbers.read(done.remoteId()).ifPresent(left::add);
          left.addAll(several);
          return remembering(left, gone.outcome());
        }
      }
    }
    return done;
  }

  private Settlement retire(Delivered delivered, Desired.Retired retired) {
    if (retirement == Retirement.KEEP && !retired.declined()) {
      return new Settlement(
          new Outcome.Drop("'identity.retired' says to keep contacts as they are"), "");
    }
    List<ContactKey.Id> numbers = ContactNumbers.all(delivered);
    if (!numbers.isEmpty()) {
      return retire(numbers);
    }
    if (delivered.address().isEmpty()) {
      return new Settlement(new Outcome.Drop("nobody was ever told of it"), "");
    }
    // By its address it would be created if it is gone: it is looked at first.
    Answer<Contact> found = account.contacts().get(new ContactKey.Email(delivered.address()));
    return switch (found) {
      case Answer.Ok<Contact> there -> letGo(there.value().id());
      case Answer.NotFound<Contact> ignored -> new Settlement(new Outcome.Done(), "");
      case Answer<Contact> other -> settle(other);
    };
  }

  private Settlement retire(List<ContactKey.Id> numbers) {
    Settlement last = new Settlement(new Outcome.Done(), "");
    for (ContactKey.Id number : numbers) {
      last = letGo(number);
      if (!(last.outcome() instanceof Outcome.Done)) {
        return remembering(numbers, last.outcome());
      }
    }
    return last;
  }

  private Settlement letGo(ContactKey.Id id) {
    return switch (retirement) {
      // Where contacts are kept, one gets here whose person is not to be mailed.
      case UNSUBSCRIBE, KEEP -> unsubscribe(id);
      case DELETE -> delete(id);
    };
  }

  /// To the recycle bin; one that is not there any more is gone as wanted.
  private Settlement delete(ContactKey.Id id) {
    Answer<ContactKey.Id> answer = account.contacts().delete(id);
    return switch (answer) {
      case Answer.Ok<ContactKey.Id> ignored -> new Settlement(new Outcome.Done(), id.value());
      case Answer.NotFound<ContactKey.Id> ignored -> new Settlement(new Outcome.Done(), id.value());
      case Answer<ContactKey.Id> other -> outcomes.settlement(other, Part.CONTACTS);
    };
  }

  private Settlement unsubscribe(ContactKey.Id id) {
    Answer<Contact> answer = put(ContactWrite.stating(id, new EmailStatus.Unsubscribed()).build());
    boolean refused = answer instanceof Answer.Rejected<?> || answer instanceof Answer.NotFound<?>;
    // How a number that nobody has is refused is not documented.
    return refused && account.contacts().get(id) instanceof Answer.NotFound<?>
        ? new Settlement(new Outcome.Done(), id.value())
        : settle(answer);
  }

  private Answer<Contact> put(ContactWrite write) {
    return account.contacts().write(write, MergeOption.OVERWRITE);
  }

  private Settlement settle(Answer<Contact> answer, ContactKey key, Desired.Contact contact) {
    Settlement whole = settle(answer);
    return answer instanceof Answer.Rejected<?> ? alone(key, contact, whole) : whole;
  }

  /// What is wrong with a field or a list does not hold back that somebody declined: that much is
  /// said by itself. What the whole comes to stays as it is.
  private Settlement alone(ContactKey key, Desired.Contact contact, Settlement whole) {
    if (contact.mail() != Desired.Mail.REFUSED) {
      return whole;
    }
    Answer<Contact> answer = put(ContactWrite.stating(key, new EmailStatus.Unsubscribed()).build());
    return answer instanceof Answer.Ok<?> ? whole.butDeclined() : whole;
  }

  /// Unsubscribes a contact and writes nothing else of it: by its numbers, since its address may
  /// be another by now.
  public Settlement decline(Item item) {
    List<ContactKey.Id> numbers = ContactNumbers.all(item.delivered());
    if (!numbers.isEmpty()) {
      Settlement last = new Settlement(new Outcome.Done(), "");
      for (ContactKey.Id number : numbers) {
        last = unsubscribe(number);
        if (!(last.outcome() instanceof Outcome.Done)) {
          return remembering(numbers, last.outcome());
        }
      }
      return last;
    }
    String address =
        item.desired() instanceof Desired.Contact contact
            ? contact.email()
            : item.delivered().address();
    return settle(
        put(
            ContactWrite.stating(new ContactKey.Email(address), new EmailStatus.Unsubscribed())
                .build()));
  }

  private Settlement settle(Answer<Contact> answer) {
    if (answer instanceof Answer.Ok<Contact> ok) {
      if (ok.status() == CREATED) {
        limit.hasRoom();
      }
      return new Settlement(new Outcome.Done(), ok.value().id().value());
    }
    boolean refused = answer instanceof Answer.Rejected<?> || answer instanceof Answer.NotFound<?>;
    return refused
        ? refused(answer, Code.of(Outcomes.error(answer)))
        : outcomes.settlement(answer, Part.CONTACTS);
  }

  private Settlement refused(Answer<Contact> answer, Code code) {
    if (code.isContactLimit()) {
      limit.reached();
      return new Settlement(limit.refuse(), "");
    }
    if (code.isSuppression()) {
      return new Settlement(ContactFailures.suppressed(code.shown()), "");
    }
    if (ContactFailures.mayLackSomething(answer) && preparation.mend()) {
      return new Settlement(ContactFailures.mended(outcomes.now()), "");
    }
    return outcomes.settlement(answer, Part.CONTACTS);
  }
}
