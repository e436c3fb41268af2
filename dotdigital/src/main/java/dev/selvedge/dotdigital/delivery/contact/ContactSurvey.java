package dev.selvedge.dotdigital.delivery.contact;

import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Page;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactQuery;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import java.util.Optional;

/// Reads the addresses of an account's contacts, exactly as they are there, within a number of
/// calls. Changes nothing.
public final class ContactSurvey {
  /// Gets contacts one by one.
  @FunctionalInterface
  public interface Listed {
    /// Takes one contact.
    ///
    /// @param address exactly as the account has it
    void contact(long number, String address);
  }

  /// How far a reading of all contacts came.
  ///
  /// @param contacts how many were read
  /// @param calls how many calls it took
  /// @param rest why there are more, a part of a sentence; empty when all were read
  public record Survey(long contacts, int calls, String rest) {}

  /// The most a page holds (Dotdigital OpenAPI: contacts v3), so that calls are few.
  private static final int PAGE = 5_000;

  private final Dotdigital account;
  private final Outcomes outcomes;

  public ContactSurvey(Dotdigital account, Outcomes outcomes) {
    this.account = account;
    this.outcomes = outcomes;
  }

  /// Reads page by page, with at most so many calls, and gives every contact away as it comes.
  public Survey read(int calls, Listed each) {
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
