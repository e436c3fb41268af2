package dev.selvedge.dotdigital.delivery.consent;

import dev.selvedge.Outcome;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.contact.MobileStatus;
import dev.selvedge.dotdigital.contact.PreferenceChoice;
import dev.selvedge.dotdigital.delivery.account.ChoiceNames;
import dev.selvedge.dotdigital.delivery.insight.InsightDelivery;
import dev.selvedge.dotdigital.delivery.outcome.Code;
import dev.selvedge.dotdigital.delivery.outcome.ContactNumbers;
import dev.selvedge.dotdigital.delivery.outcome.Outcomes;
import dev.selvedge.dotdigital.delivery.outcome.Part;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.suppression.Resubscribed;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Desired;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Settlement;
import java.util.List;
import java.util.Optional;

/// Keeps decisions about lists, preferences and SMS with contacts that are there, by calls of their
/// own. The contact is named by its number and nothing is said of e-mail: nobody is created and
/// nobody subscribed by it. Thread-safe.
public final class ChoiceDelivery {
  private static final String LOOKED_UP =
      "it was refused, and what the name stands for is looked up again first";

  private final Dotdigital account;
  private final TargetSettings settings;
  private final ChoiceNames names;
  private final Outcomes outcomes;

  public ChoiceDelivery(
      Dotdigital account, TargetSettings settings, ChoiceNames names, Outcomes outcomes) {
    this.account = account;
    this.settings = settings;
    this.names = names;
    this.outcomes = outcomes;
  }

  /// Writes one choice of one contact by single calls; the settlement says what came of it.
  public Settlement send(Item item) {
    Desired.Chosen chosen = chosen(item);
    Optional<ContactKey.Id> known = ContactNumbers.of(item.owner());
    if (known.isPresent()) {
      return send(chosen, known.get());
    }
    // Its number was never told, or it is not settled yet which of several contacts remains.
    Answer<Contact> found = account.contacts().get(new ContactKey.Email(chosen.email()));
    return switch (found) {
      case Answer.Ok<Contact> there -> send(chosen, there.value().id());
      case Answer.NotFound<Contact> ignored -> InsightDelivery.lacksOwner(outcomes);
      case Answer<Contact> other -> outcomes.settlement(other, Part.CONTACTS);
    };
  }

  private Settlement send(Desired.Chosen chosen, ContactKey.Id contact) {
    Topic topic = chosen.topic();
    if (topic.grain() == Topic.Grain.WHOLE) {
      return write(chosen, contact, 0);
    }
    return switch (names.find(topic)) {
      case ChoiceNames.Named.Known(int number) ->
          topic.grain() == Topic.Grain.LIST && !chosen.optIn()
              ? leave(number, chosen, contact)
              : write(chosen, contact, number);
      case ChoiceNames.Named.Missing(String sentence) ->
          // Nobody gets anything by way of what is not there.
          new Settlement(unknown(sentence, topic, outcomes), contact.value()).butDeclined();
      case ChoiceNames.Named.NotKnown(Answer<?> why) -> outcomes.settlement(why, Part.CONTACTS);
    };
  }

  /// For people: the account has nothing of that name.
  static Outcome unknown(String sentence, Topic topic, Outcomes outcomes) {
    boolean list = topic.grain() == Topic.Grain.LIST;
    return outcomes.park(
        list ? "list-unknown" : "preference-unknown",
        sentence
            + (sentence.endsWith("?") ? "" : ".")
            + " Name it so there, or correct "
            + (list ? "consent.lists" : "consent.preferences")
            + ", then replay; the contact itself is not held up.");
  }

  private Settlement write(Desired.Chosen chosen, ContactKey.Id contact, int number) {
    Answer<Contact> answer =
        account
            .contacts()
            .write(
                with(ContactWrite.keepingStatus(contact), chosen, number).build(),
                MergeOption.OVERWRITE);
    if (answer instanceof Answer.Ok<Contact> ok) {
      return chosen.topic().grain() == Topic.Grain.LIST
          ? joined(ok.value(), chosen, number)
          : new Settlement(new Outcome.Done(), contact.value());
    }
    boolean refused =
        answer instanceof Answer.Rejected<?>
            || answer instanceof Answer.NotFound<?>
            || answer instanceof Answer.Conflict<?>;
    return refused ? refused(answer, chosen, contact) : outcomes.settlement(answer, Part.CONTACTS);
  }

  /// Adds a choice to what is written of a contact.
  ///
  /// @param number of the list or preference
  static ContactWrite.Builder with(ContactWrite.Builder write, Desired.Chosen chosen, int number) {
    return switch (chosen.topic().grain()) {
      case LIST -> {
        if (!chosen.optIn()) {
          throw new IllegalArgumentException("a write takes nobody off a list");
        }
        yield write.lists(List.of(number));
      }
      case PREFERENCE -> write.preferences(List.of(new PreferenceChoice(number, chosen.optIn())));
      case WHOLE -> sms(write, chosen);
    };
  }

  private static ContactWrite.Builder sms(ContactWrite.Builder write, Desired.Chosen chosen) {
    MobileStatus status = chosen.optIn() ? MobileStatus.SUBSCRIBED : MobileStatus.UNSUBSCRIBED;
    return chosen.number().isEmpty()
        ? write.sms(status)
        : write.mobile(digits(chosen.number()), status);
  }

  /// As Dotdigital writes numbers.
  private static String digits(String number) {
    return number.startsWith("+") ? number.substring(1) : number;
  }

  /// Who left the list in Dotdigital stays away from it, though they were put on it, until they are
  /// brought back. That is only for who left as far as the ledger knows and decided otherwise
  /// since: of who left a moment ago the feed tells, and nothing was told to them. It lifts an
  /// opt-out of
  /// everything as well, so only who may be mailed is.
  private Settlement joined(Contact contact, Desired.Chosen chosen, int list) {
    boolean away =
        contact.lists().stream()
            .anyMatch(one -> one.listId() == list && one.status().is("suppressed"));
    Settlement done = new Settlement(new Outcome.Done(), contact.id().value());
    if (away && !chosen.back()) {
      return done.without(chosen.topic());
    }
    if (!away || !contact.email().status().is("subscribed")) {
      return done;
    }
    Answer<Resubscribed> answer =
        account
            .suppressions()
            .resubscribe(
                list, new ContactKey.Email(chosen.email()), settings.consent().resubscription());
    return answer instanceof Answer.Ok<Resubscribed>
        ? done
        : outcomes.settlement(answer, Part.CONTACTS);
  }

  private Settlement leave(int list, Desired.Chosen chosen, ContactKey.Id contact) {
    Answer<?> answer = account.lists().remove(list, contact);
    if (answer instanceof Answer.Ok<?>) {
      return new Settlement(new Outcome.Done(), contact.value());
    }
    boolean refused = answer instanceof Answer.Rejected<?> || answer instanceof Answer.NotFound<?>;
    return refused ? refused(answer, chosen, contact) : outcomes.settlement(answer, Part.CONTACTS);
  }

  /// How a number that nobody has is refused is not documented, nor what is answered of somebody
  /// who is not on the list: it is looked at.
  private Settlement refused(Answer<?> answer, Desired.Chosen chosen, ContactKey.Id contact) {
    Answer<Contact> there = account.contacts().get(contact);
    if (there instanceof Answer.NotFound<Contact>) {
      return InsightDelivery.lacksOwner(outcomes);
    }
    if (chosen.topic().equals(Topic.SMS) && !chosen.optIn() && !chosen.number().isEmpty()) {
      return withoutNumber(answer, chosen, contact);
    }
    boolean left =
        chosen.topic().grain() == Topic.Grain.LIST
            && !chosen.optIn()
            && Code.of(Outcomes.error(answer)).letters().startsWith("contact");
    if (left) {
      return new Settlement(new Outcome.Done(), contact.value());
    }
    return chosen.topic().grain() != Topic.Grain.WHOLE && names.forget()
        ? new Settlement(new Outcome.Retry(LOOKED_UP, outcomes.now()), contact.value())
        : forPeople(answer, chosen, contact);
  }

  private Settlement forPeople(Answer<?> answer, Desired.Chosen chosen, ContactKey.Id contact) {
    return new Settlement(
        refused(Code.of(Outcomes.error(answer)).shown(), chosen.topic(), outcomes, settings),
        contact.value());
  }

  /// What is wrong with the number does not hold back that somebody declined: that is said by
  /// itself, and where that is not taken either its own outcome counts.
  private Settlement withoutNumber(
      Answer<?> refusal, Desired.Chosen chosen, ContactKey.Id contact) {
    Answer<Contact> said =
        account
            .contacts()
            .write(
                ContactWrite.keepingStatus(contact).sms(MobileStatus.UNSUBSCRIBED).build(),
                MergeOption.OVERWRITE);
    return said instanceof Answer.Ok<Contact>
        ? forPeople(refusal, chosen, contact).butDeclined()
        : outcomes.settlement(said, Part.CONTACTS);
  }

  /// For people: what was not taken, and that nothing else is held up by it.
  static Outcome refused(String code, Topic topic, Outcomes outcomes, TargetSettings settings) {
    return topic.grain() == Topic.Grain.WHOLE
        ? outcomes.park(
            "mobile-refused",
            settings.title()
                + " does not take the mobile number with what was decided about SMS ("
                + code
                + "): another contact may have it, or it is none. E-mail is not held up by it."
                + " Correct the number at its source, or take it from the other contact there and"
                + " replay.")
        : outcomes.park(
            "choice-refused",
            settings.title()
                + " does not take what was decided about the "
                + topic.words()
                + " ("
                + code
                + "). The contact itself is not held up by it. Replay it when the cause is"
                + " mended.");
  }

  static Desired.Chosen chosen(Item item) {
    if (item.desired() instanceof Desired.Chosen chosen) {
      return chosen;
    }
    throw new IllegalArgumentException("only a finer decision can be kept as such");
  }
}
