package dev.selvedge.dotdigital.suppression;

import dev.selvedge.dotdigital.answer.Answer;
import dev.selvedge.dotdigital.answer.Caller;
import dev.selvedge.dotdigital.answer.Expect;
import dev.selvedge.dotdigital.answer.Slice;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.http.Request;
import dev.selvedge.dotdigital.http.Target;
import dev.selvedge.dotdigital.json.Json;
import dev.selvedge.dotdigital.json.Moments;
import dev.selvedge.dotdigital.json.View;
import java.time.Instant;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.node.ObjectNode;

/// The calls about opt-outs and other suppressions. Safe for use by many threads.
///
/// Neither order nor delay of the feeds is documented, and the set can shift between two slices, so
/// read with a wide overlap (a day is cheap) and expect repeats.
public final class Suppressions {
  private static final Target CONTACTS = Target.of("/v2/contacts");

  private final Caller caller;

  public Suppressions(Caller caller) {
    this.caller = caller;
  }

  /// Everybody suppressed since, for whatever reason. Opt-outs from a single list are not in here.
  public Answer<List<Suppression>> suppressedSince(Instant since, Slice slice) {
    return feed(CONTACTS.fixed("/suppressed-since"), since, slice);
  }

  /// Only those who unsubscribed; bounces, complaints and manual suppressions are missing.
  public Answer<List<Suppression>> unsubscribedSince(Instant since, Slice slice) {
    return feed(CONTACTS.fixed("/unsubscribed-since"), since, slice);
  }

  /// Those who opted out of one list.
  public Answer<List<Suppression>> unsubscribedSince(int listId, Instant since, Slice slice) {
    Target list = Target.of("/v2/address-books").segment(Integer.toString(listId));
    return feed(list.fixed("/contacts/unsubscribed-since"), since, slice);
  }

  /// Opts one contact out of everything. What happens for an address that is no contact is not
  /// documented.
  public Answer<Suppression> unsubscribe(ContactKey.Email email) {
    return caller.call(
        Request.post(
            CONTACTS.fixed("/unsubscribe"),
            Json.payload(Json.object().put("email", email.value()))),
        Expect.json(Suppression::read));
  }

  /// Suppresses contacts by the account's own decision.
  public Answer<Suppressed> suppress(List<ContactKey> contacts) {
    boolean foreign =
        contacts.stream()
            .anyMatch(key -> !(key instanceof ContactKey.Id || key instanceof ContactKey.Email));
    if (contacts.isEmpty() || foreign) {
      throw new IllegalArgumentException("contacts are suppressed by id or e-mail address");
    }
    return caller.call(
        Request.put(
            CONTACTS.fixed("/suppress-contacts"), Json.payload(json -> keys(json, contacts))),
        Expect.json(Suppressed::read));
  }

  /// Lifts an opt-out, at once or after the person confirmed, as the caller decides.
  public Answer<Resubscribed> resubscribe(ContactKey.Email email, EmailStatus.Resubscription how) {
    return resubscribe(CONTACTS, email, how);
  }

  /// Has somebody who left one list come back on it. An opt-out of everything is lifted as well, so
  /// it is only for those who may be mailed.
  public Answer<Resubscribed> resubscribe(
      int listId, ContactKey.Email email, EmailStatus.Resubscription how) {
    Target list = Target.of("/v2/address-books").segment(Integer.toString(listId));
    return resubscribe(list.fixed("/contacts"), email, how);
  }

  private Answer<Resubscribed> resubscribe(
      Target contacts, ContactKey.Email email, EmailStatus.Resubscription how) {
    ObjectNode body = Json.object();
    body.putObject("unsubscribedContact").put("email", email.value());
    String call =
        switch (how) {
          case EmailStatus.Resubscription.WithNoChallenge() -> "/resubscribe-with-no-challenge";
          case EmailStatus.Resubscription.WithChallenge(var locale, var url) -> {
            if (!locale.isEmpty()) {
              body.put("preferredLocale", locale);
            }
            if (!url.isEmpty()) {
              body.put("returnUrlToUseIfChallenged", url);
            }
            yield "/resubscribe";
          }
        };
    return caller.call(
        Request.post(contacts.fixed(call), Json.payload(body)), Expect.json(Resubscribed::read));
  }

  private Answer<List<Suppression>> feed(Target target, Instant since, Slice slice) {
    return caller.call(
        Request.get(slice.on(target.instant(Moments.since(since)))),
        Expect.json(body -> View.list(body, Suppression::read)));
  }

  private static void keys(JsonGenerator json, List<ContactKey> contacts) {
    json.writeStartArray();
    for (ContactKey contact : contacts) {
      json.writeStartObject();
      if (contact instanceof ContactKey.Id(var number)) {
        json.writeNumberProperty("id", number);
      } else {
        json.writeStringProperty("email", contact.value());
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }
}
