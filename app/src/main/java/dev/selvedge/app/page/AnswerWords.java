package dev.selvedge.app.page;

import dev.selvedge.ContentHash;
import dev.selvedge.SpokenTime;
import dev.selvedge.app.page.PersonPage.Answer;
import dev.selvedge.app.page.PersonPage.ConsentLine;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Desired;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/// Answers what a marketer asks first: may this person be e-mailed, and if not, why not? Pure.
final class AnswerWords {
  private AnswerWords() {}

  /// @param contact what a target should hold: nobody is mailed by any other word
  /// @param email the effective consent to e-mail
  /// @param targets those that keep contacts, by what pages call them, with this person's
  static Answer of(Desired contact, ConsentLine email, SortedMap<String, List<Delivery>> targets) {
    List<String> notes = new ArrayList<>();
    targets.forEach((target, contacts) -> notes.add(note(target, contacts, contact.hash())));
    if (!(contact instanceof Desired.Contact one)) {
      return new Answer(
          false,
          "Not to be e-mailed: nobody has this address any more",
          "No record counts for this person, so the contact is retired.",
          notes);
    }
    return new Answer(
        one.mailable(),
        (one.mailable() ? "May be e-mailed: " : "Not to be e-mailed: ") + email.standing().words(),
        email.why(),
        notes);
  }

  private static String note(String target, List<Delivery> contacts, ContentHash wanted) {
    if (contacts.isEmpty()) {
      return target + " has no contact of theirs.";
    }
    Delivery delivery = contacts.getFirst();
    String rest =
        switch (delivery.state()) {
          case SETTLED -> settled(delivery, wanted);
          case PARKED -> " does not know this: the contact is parked and waits for somebody.";
          case WAITING -> " does not know this yet: the contact waits for what goes first.";
          case DUE, CLAIMED -> " does not know this yet: the contact is on its way.";
        };
    return target + rest;
  }

  private static String settled(Delivery delivery, ContentHash wanted) {
    return delivery.delivered() instanceof Delivered.Acknowledged acknowledged
            && acknowledged.is(wanted)
        ? " holds this; it was last told on " + SpokenTime.of(acknowledged.at()) + '.'
        : " was not told; the timeline says why.";
  }
}
