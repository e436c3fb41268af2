package dev.selvedge.sandbox.v2;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.contact.ChangeReader;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactStatusWriter.Resubscribed;
import dev.selvedge.sandbox.contact.Contacts;
import dev.selvedge.sandbox.contact.EmailStatus;
import dev.selvedge.sandbox.contact.Suppressions;
import dev.selvedge.sandbox.json.Json;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Opting out and back in for the whole account, and the feeds that tell about it.
public final class SubscriptionCalls {
  private final Account account;
  private final OldContactCalls contactCalls;

  public SubscriptionCalls(Account account, OldContactCalls contactCalls) {
    this.account = account;
    this.contactCalls = contactCalls;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("POST", "/v2/contacts/unsubscribe", Tier.MEDIUM, this::unsubscribe),
        Route.of("POST", "/v2/contacts/resubscribe", Tier.MEDIUM, call -> resubscribe(call, true)),
        Route.of(
            "POST",
            "/v2/contacts/resubscribe-with-no-challenge",
            Tier.MEDIUM,
            call -> resubscribe(call, false)),
        Route.of("PUT", "/v2/contacts/suppress-contacts", Tier.LOW, this::suppress),
        Route.of(
            "GET", "/v2/contacts/suppressed-since/{date}", Tier.LOW, call -> feed(call, false)),
        Route.of(
            "GET", "/v2/contacts/unsubscribed-since/{date}", Tier.LOW, call -> feed(call, true)));
  }

  private Answer unsubscribe(Call call) {
    JsonNode body = Requests.object(call);
    String email = address(body);
    long now = call.now().toEpochMilli();
    Contact contact = contacts().book().findLive("email", email);
    if (contact == null) {
      if (account.settings().switches().refuseUnknownUnsubscribe()) {
        throw V2Error.refused(404, "ERROR_CONTACT_NOT_FOUND");
      }
      contact = contactCalls.upsert(call, body);
    }
    contacts().statuses().become(contact, EmailStatus.UNSUBSCRIBED, now);
    return Answer.ok(OldContactJson.suppressed(contacts(), contact, EmailStatus.UNSUBSCRIBED, now));
  }

  /// Reads the address, or refuses a malformed one.
  static String address(JsonNode body) {
    String email = Json.text(body, "email").map(String::strip).orElse("");
    if (!ChangeReader.validEmail(email)) {
      throw V2Error.refused(400, "The email address is not valid.", "ERROR_INVALID_EMAIL");
    }
    return email;
  }

  private Answer resubscribe(Call call, boolean challenge) {
    Contact contact = resubscribing(call);
    Resubscribed outcome =
        contacts().statuses().resubscribe(contact, challenge, call.now().toEpochMilli());
    return Answer.ok(outcome(contact, outcome));
  }

  /// The contact a resubscription is about; created where there is none.
  Contact resubscribing(Call call) {
    JsonNode wanted = Json.find(Requests.object(call), "unsubscribedContact");
    if (wanted == null) {
      throw V2Error.refused(400, "ERROR_CONTACT_RESUBSCRIPTION_INVALID");
    }
    Contact known = contacts().book().findLive("email", address(wanted));
    return known != null ? known : contactCalls.upsert(call, wanted);
  }

  ObjectNode outcome(Contact contact, Resubscribed outcome) {
    ObjectNode json = Json.object();
    json.set("contact", OldContactJson.write(contacts(), contact, false));
    return json.put("status", outcome.wire());
  }

  private Answer suppress(Call call) {
    ArrayNode suppressed = Json.array();
    ArrayNode notFound = Json.array();
    for (JsonNode one : Requests.array(call)) {
      String email = Json.text(one, "email").orElse("");
      long id = Json.whole(one, "id").orElse(0L);
      Contact contact =
          email.isEmpty()
              ? contacts().book().findLive("contactId", Long.toString(id))
              : contacts().book().findLive("email", email);
      ObjectNode named = (contact == null ? notFound : suppressed).addObject().put("id", id);
      if (email.isEmpty()) {
        named.putNull("email");
      } else {
        named.put("email", email);
      }
      if (contact != null && !contact.emailStatus().suppressed()) {
        contacts().statuses().become(contact, EmailStatus.SUPPRESSED, call.now().toEpochMilli());
      }
    }
    ObjectNode json = Json.object();
    json.set("suppressed", suppressed);
    json.set("notFound", notFound);
    return Answer.ok(json);
  }

  private Answer feed(Call call, boolean unsubscribesOnly) {
    long from = Requests.date(call).toEpochMilli();
    List<Suppressions.Entry> entries =
        contacts().suppressions().since(from).stream()
            .filter(entry -> !unsubscribesOnly || entry.reason() == EmailStatus.UNSUBSCRIBED)
            .toList();
    ArrayNode json = Json.array();
    for (Suppressions.Entry entry : Requests.page(entries, call.query(), gone())) {
      Contact contact = contacts().book().byId(entry.contact());
      if (contact != null) {
        json.add(OldContactJson.suppressed(contacts(), contact, entry.reason(), entry.removed()));
      }
    }
    return Answer.ok(json);
  }

  private int gone() {
    return account.settings().switches().feedShift();
  }

  private Contacts contacts() {
    return account.contacts();
  }
}
