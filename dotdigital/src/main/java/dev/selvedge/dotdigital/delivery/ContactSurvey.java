package dev.selvedge.dotdigital.delivery;

import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Page;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactQuery;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget.Listed;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget.Survey;
import java.util.Optional;

/// Reads the addresses of an account's contacts, exactly as they are there, within a number of
/// calls. Changes nothing.
final class ContactSurvey {
  /// The most a page holds (Dotdigital OpenAPI: contacts v3), so that calls are few.
  private static final int PAGE = 5_000;

  private final Dotdigital account;
  private final Outcomes outcomes;

  ContactSurvey(Dotdigital account, Outcomes outcomes) {
    this.account = account;
    this.outcomes = outcomes;
  }

  Survey read(int calls, Listed each) {
    long contacts = 0;
    Answer<Page<Contact>> answer = account.contacts().list(ContactQuery.all().limit(PAGE));
    for (int made = 1; ; made++) {
      if (!(answer instanceof Answer.Ok<Page<Contact>> page)) {
        return new Survey(contacts, made, outcomes.why(answer, Part.CONTACTS));
      }
      for (Contact contact : page.value().items()) {
        contact
            .identifiers()
            .email()
            .ifPresent(email -> each.contact(contact.id().number(), email));
        contacts++;
      }
      Optional<Page.Cursor> next = page.value().next();
      if (next.isEmpty()) {
        return new Survey(contacts, made, "");
      }
      if (made >= calls) {
        return new Survey(contacts, made, "there are more than these calls could read");
      }
      answer = account.contacts().list(next.get());
    }
  }
}
