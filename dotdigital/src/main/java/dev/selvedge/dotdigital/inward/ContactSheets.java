package dev.selvedge.dotdigital.inward;

import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Page;
import dev.selvedge.dotdigital.contact.Contact;
import dev.selvedge.dotdigital.contact.ContactQuery;
import dev.selvedge.dotdigital.contact.Contacts;
import dev.selvedge.dotdigital.delivery.meter.Operation;
import dev.selvedge.dotdigital.inward.Observation.Who;
import dev.selvedge.dotdigital.json.Moments;
import dev.selvedge.dotdigital.json.Word;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;

/// Contacts that changed: who subscribed again, and how they stand with SMS. There is no feed for
/// either. E-mail opt-outs are not read here, because nobody says whether they move the date of the
/// change.
final class ContactSheets implements Sheets {
  static final String FEED = "modified contacts";
  private static final int MOST = 5000;

  private final Contacts contacts;
  private final InwardSettings.Contacts settings;
  private final Reply reply;

  ContactSheets(Contacts contacts, InwardSettings.Contacts settings, Reply reply) {
    this.contacts = contacts;
    this.settings = settings;
    this.reply = reply;
  }

  @Override
  public List<String> parts() {
    return List.of(FEED);
  }

  @Override
  public Operation operation() {
    return Operation.CONTACT_LIST;
  }

  @Override
  public Sheet read(Ask ask) {
    Answer<Page<Contact>> answer =
        ask.position().isEmpty()
            ? contacts.list(query(ask))
            : contacts.list(new Page.Cursor(ask.position()));
    if (answer instanceof Answer.Rejected<?> && !ask.position().isEmpty()) {
      // A place kept over a long outage may be none any more.
      return Sheet.startOver();
    }
    Page<Contact> page = reply.of(answer, "changed contacts");
    List<Observation> told = new ArrayList<>();
    for (Contact contact : page.items()) {
      contact
          .identifiers()
          .email()
          .ifPresent(email -> tell(contact, new Who(contact.id().number(), email), ask, told));
    }
    return page.nextQuery().isEmpty() ? Sheet.last(told) : Sheet.before(page.nextQuery(), told);
  }

  private ContactQuery query(Ask ask) {
    return ContactQuery.all()
        .include(List.of(ContactQuery.Part.CHANNELS))
        .fields(List.of(settings.lastSubscribed()))
        .modifiedSince(ask.from())
        .limit(Math.clamp(ask.limit(), 1, MOST));
  }

  private void tell(Contact contact, Who who, Ask ask, List<Observation> told) {
    if (contact.email().status().is("subscribed")) {
      lastSubscribed(contact)
          .filter(at -> !at.isBefore(ask.since()))
          .ifPresent(
              at ->
                  told.add(
                      new Observation(
                          Kinds.RESUBSCRIPTION,
                          who,
                          Topic.EMAIL,
                          Choice.OPT_IN,
                          Timing.STATED,
                          Stamp.at(at),
                          evidence(contact, new TreeMap<>()))));
    }
    Word sms = contact.sms().status();
    smsChoice(sms)
        .ifPresent(
            choice ->
                told.add(
                    new Observation(
                        Kinds.SMS_STATUS,
                        who,
                        Topic.SMS,
                        choice,
                        Timing.OBSERVED,
                        Stamp.at(contact.updated()),
                        evidence(contact, smsEvidence(sms, choice)))));
  }

  /// That a number is subscribed is told even where it is no consent: the opt-out after it is a new
  /// one then, and no repetition of the opt-out before it.
  private Optional<Choice> smsChoice(Word status) {
    if (status.is("unsubscribed")) {
      return Optional.of(Choice.OPT_OUT);
    }
    if (status.is("suppressed") || status.is("bounced")) {
      return Optional.of(Choice.SUPPRESSED);
    }
    if (status.is("subscribed")) {
      return Optional.of(settings.smsOptIns() ? Choice.OPT_IN : Choice.PENDING);
    }
    return Optional.empty();
  }

  private static Map<String, String> smsEvidence(Word status, Choice choice) {
    Map<String, String> evidence = new TreeMap<>(Map.of(Observation.STATUS, status.text()));
    if (choice == Choice.SUPPRESSED) {
      // Not as a bounce of an address: the number stays when the address changes.
      evidence.put(ConsentClaim.REASON, "SMS " + status.text());
    }
    return evidence;
  }

  private Optional<Instant> lastSubscribed(Contact contact) {
    for (Map.Entry<String, JsonNode> field : contact.fields().properties()) {
      if (field.getKey().equalsIgnoreCase(settings.lastSubscribed())) {
        return Moments.read(field.getValue().asString(""));
      }
    }
    return Optional.empty();
  }

  private static Map<String, String> evidence(Contact contact, Map<String, String> evidence) {
    evidence.put("feed", FEED);
    evidence.put("contact", contact.id().value());
    return evidence;
  }
}
