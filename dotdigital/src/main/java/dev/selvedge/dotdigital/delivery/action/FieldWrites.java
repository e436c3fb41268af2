package dev.selvedge.dotdigital.delivery.action;

import dev.selvedge.Outcome;
import dev.selvedge.automation.Action;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.Contacts;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.mapping.Value;
import dev.selvedge.send.Target.Item;
import dev.selvedge.send.Target.Parcel;
import dev.selvedge.send.Target.Settlement;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Writes a data field of contacts that are there, and nothing else of them: nobody is created and
/// no channel changed by it. Writing a value twice leaves it as writing it once does, so what is
/// not known to have been written is written again.
///
/// | Answer | Comes to |
/// |---|---|
/// | OK | done |
/// | no such contact | its contact is written first, then it goes again |
/// | the value or the field is refused | park |
/// | lost, unreadable | unknown: again |
///
/// Thread-safe.
final class FieldWrites {
  private static final int MOST = 25;

  private final Contacts contacts;
  private final Answers answers;
  private final Counters counters;

  FieldWrites(Contacts contacts, Answers answers, Counters counters) {
    this.contacts = contacts;
    this.answers = answers;
    this.counters = counters;
  }

  Parcel pack(List<Item> alike, List<Item> items) {
    List<Item> packed = alike.subList(0, Math.min(MOST, alike.size()));
    return ActionParcel.oneByOne(packed, items, counters.contacts(), this::write, answers);
  }

  private Settlement write(Item item) {
    if (!(Filled.action(item) instanceof Action.Field field)) {
      throw new IllegalArgumentException("only a data field is written");
    }
    Optional<Value> value = Filled.value(field.value());
    if (value.isEmpty()) {
      return new Settlement(
          new Outcome.Drop("there is nothing to write into " + field.dataField()), "");
    }
    Optional<ContactKey.Id> contact = Owners.number(item);
    if (contact.isEmpty()) {
      return answers.lacksOwner();
    }
    return settlement(write(contact.get(), field, value.get()), field);
  }

  private Answer<Contact> write(ContactKey.Id contact, Action.Field field, Value value) {
    ContactWrite.Builder write = ContactWrite.keepingStatus(contact);
    String name = field.dataField();
    switch (typed(value, field)) {
      case Value.Text(String text) -> write.field(name, text);
      case Value.Decimal(BigDecimal number) -> write.field(name, number);
      case Value.Date(Instant instant) -> write.field(name, instant);
      case Value.Flag(boolean flag) -> write.field(name, flag);
    }
    return contacts.write(write.build(), MergeOption.OVERWRITE);
  }

  /// The project may have declared a text for what is none.
  private static Value typed(Value value, Action.Field field) {
    return value.type() == field.type() ? value : new Value.Text(value.display());
  }

  private Settlement settlement(Answer<Contact> answer, Action.Field field) {
    return switch (answer) {
      case Answer.NotFound<Contact> ignored -> answers.lacksOwner();
      case Answer.Rejected<Contact> rejected ->
          new Settlement(
              answers.park(
                  "field-refused",
                  answers.title()
                      + " does not take the value for "
                      + field.dataField()
                      + " ("
                      + answers.shown(rejected)
                      + "). Compare the field's type there with what the rule writes, then replay."),
              "");
      case Answer<Contact> other -> new Settlement(answers.of(other), "");
    };
  }
}
