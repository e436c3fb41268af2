package dev.selvedge.sandbox.v2;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.account.Task;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactStatusWriter.Resubscribed;
import dev.selvedge.sandbox.contact.Contacts;
import dev.selvedge.sandbox.contact.EmailStatus;
import dev.selvedge.sandbox.contact.ListBook.Listing;
import dev.selvedge.sandbox.job.Job;
import dev.selvedge.sandbox.job.JobKind;
import dev.selvedge.sandbox.job.JobQueue.Start;
import dev.selvedge.sandbox.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Lists ("address books"): their definitions, who is on them, and opting out of one alone.
public final class ListCalls {
  private static final String LISTS = "/v2/address-books";
  private static final String ONE = LISTS + "/{list}";
  private static final int NAME_LENGTH = 128;

  private final Account account;
  private final OldContactCalls contactCalls;
  private final SubscriptionCalls subscriptions;

  public ListCalls(Account account, OldContactCalls contacts, SubscriptionCalls subscriptions) {
    this.account = account;
    this.contactCalls = contacts;
    this.subscriptions = subscriptions;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", LISTS, Tier.HIGH, call -> all(call, "")),
        Route.of("GET", LISTS + "/public", Tier.HIGH, call -> all(call, "Public")),
        Route.of("GET", LISTS + "/private", Tier.HIGH, call -> all(call, "Private")),
        Route.of("POST", LISTS, Tier.MEDIUM, this::create),
        Route.of("GET", ONE, Tier.HIGH, call -> Answer.ok(json(existing(call)))),
        Route.of("PUT", ONE, Tier.MEDIUM, this::rename),
        Route.of("DELETE", ONE, Tier.MEDIUM, this::delete),
        Route.of("POST", ONE + "/contacts", Tier.MEDIUM, this::join),
        Route.of("GET", ONE + "/contacts", Tier.LOW, this::members),
        Route.of("DELETE", ONE + "/contacts/{id}", Tier.MEDIUM, this::leave),
        Route.of("POST", ONE + "/contacts/delete", Tier.LOW, this::leaveMany),
        Route.of("POST", ONE + "/contacts/delete-all", Tier.LOW, this::leaveAll),
        Route.of("GET", "/v2/contacts/deletion/{id}", Tier.UNLIMITED, this::removal),
        Route.of("POST", ONE + "/contacts/unsubscribe", Tier.MEDIUM, this::optOut),
        Route.of("POST", ONE + "/contacts/resubscribe", Tier.MEDIUM, c -> optIn(c, true)),
        Route.of(
            "POST",
            ONE + "/contacts/resubscribe-with-no-challenge",
            Tier.MEDIUM,
            call -> optIn(call, false)),
        Route.of("GET", ONE + "/contacts/unsubscribed-since/{date}", Tier.LOW, this::optOutsSince),
        Route.of("GET", ONE + "/contacts/modified-since/{date}", Tier.LOW, this::modifiedSince),
        Route.of("GET", "/v2/contacts/{id}/address-books", Tier.HIGH, this::ofContact));
  }

  private Answer all(Call call, String visibility) {
    List<Listing> lists = new ArrayList<>(contacts().lists().all());
    lists.removeIf(list -> !visibility.isEmpty() && !list.visibility().equals(visibility));
    ArrayNode json = Json.array();
    Requests.page(lists, call.query()).forEach(list -> json.add(json(list)));
    return Answer.ok(json);
  }

  private Answer create(Call call) {
    JsonNode body = Requests.object(call);
    String name = name(body);
    if (contacts().lists().named(name).isPresent()) {
      throw V2Error.refused(400, "ERROR_ADDRESSBOOK_DUPLICATE");
    }
    return Answer.json(201, json(contacts().lists().add(name, visibility(body))));
  }

  private Answer rename(Call call) {
    Listing list = writable(call);
    JsonNode body = Requests.object(call);
    String name = name(body);
    Optional<Listing> other = contacts().lists().named(name);
    if (other.isPresent() && other.get().id() != list.id()) {
      throw V2Error.refused(400, "ERROR_ADDRESSBOOK_DUPLICATE");
    }
    list.rename(name, visibility(body));
    return Answer.ok(json(list));
  }

  private static String name(JsonNode body) {
    return Json.text(body, "name")
        .filter(name -> !name.isBlank() && name.length() <= NAME_LENGTH)
        .orElseThrow(() -> V2Error.refused(400, "ERROR_ADDRESSBOOK_INVALID"));
  }

  private static String visibility(JsonNode body) {
    return Json.text(body, "visibility").filter("public"::equalsIgnoreCase).isPresent()
        ? "Public"
        : "Private";
  }

  private Answer delete(Call call) {
    contacts().lists().remove(writable(call));
    return Answer.empty(204);
  }

  private Answer join(Call call) {
    Listing list = writable(call);
    JsonNode body = Requests.object(call);
    Contact known = contacts().book().findLive("email", Json.text(body, "email").orElse(""));
    if (known != null && list.optOuts().containsKey(known.id())) {
      throw V2Error.refused(400, "ERROR_CONTACT_SUPPRESSEDFORADDRESSBOOK");
    }
    Contact contact = contactCalls.upsert(call, body);
    contacts().lists().join(contact, list.id());
    return Answer.ok(OldContactJson.write(contacts(), contact, true));
  }

  private Answer members(Call call) {
    Listing list = existing(call);
    return contactCalls.list(call, contact -> contact.onList(list.id()));
  }

  private Answer modifiedSince(Call call) {
    Listing list = existing(call);
    Instant from = Requests.date(call);
    return contactCalls.list(
        call, contact -> contact.onList(list.id()) && !contact.updated().isBefore(from));
  }

  private Answer leave(Call call) {
    contacts().lists().leave(contactCalls.existing(call.variable("id")), existing(call).id());
    return Answer.empty(204);
  }

  private Answer leaveMany(Call call) {
    Listing list = existing(call);
    List<Contact> leaving = new ArrayList<>();
    for (JsonNode id : Requests.array(call)) {
      Contact contact = contacts().book().findByIdOrEmail(Json.scalar(id).orElse(""));
      if (contact != null) {
        leaving.add(contact);
      }
    }
    return later(call, list, leaving);
  }

  private Answer leaveAll(Call call) {
    Listing list = existing(call);
    List<Contact> leaving = new ArrayList<>();
    for (Contact c = contacts().book().after(0); c != null; c = contacts().book().after(c.id())) {
      if (c.onList(list.id())) {
        leaving.add(c);
      }
    }
    return later(call, list, leaving);
  }

  private Answer later(Call call, Listing list, List<Contact> leaving) {
    Start start = new Start(call.now(), account.settings().jobDelay(), call.fate());
    Job job =
        account
            .jobs()
            .accept(
                JobKind.LIST_REMOVAL,
                start,
                _ -> leaving.forEach(contact -> contacts().lists().leave(contact, list.id())));
    account.tasks().put(job.id(), new Task(leaving.size()));
    return Answer.json(202, Json.object().put("id", job.id()).put("status", "Started"));
  }

  private Answer removal(Call call) {
    Job job =
        account
            .jobs()
            .find(call.variable("id"), JobKind.LIST_REMOVAL)
            .orElseThrow(() -> V2Error.refused(404, "ERROR_IMPORT_NOT_FOUND"));
    return Answer.ok(
        Json.object().put("Id", job.id()).put("Status", job.active() ? "Started" : "Completed"));
  }

  /// Opts out of this list only; the account status stays (Dotdigital docs: unsubscribe from list).
  private Answer optOut(Call call) {
    Listing list = existing(call);
    String email = SubscriptionCalls.address(Requests.object(call));
    Contact contact = contactCalls.existing(email);
    list.optOut(contact, call.now());
    return Answer.ok(
        OldContactJson.suppressed(
            contacts(), contact, EmailStatus.UNSUBSCRIBED, call.now().toEpochMilli()));
  }

  private Answer optIn(Call call, boolean challenge) {
    Listing list = writable(call);
    Contact contact = subscriptions.resubscribing(call);
    Resubscribed outcome =
        contacts().statuses().resubscribe(contact, challenge, call.now().toEpochMilli());
    if (outcome != Resubscribed.REFUSED) {
      list.optIn(contact);
      contacts().lists().join(contact, list.id());
    }
    return Answer.ok(subscriptions.outcome(contact, outcome));
  }

  private Answer optOutsSince(Call call) {
    Listing list = existing(call);
    Instant from = Requests.date(call);
    List<Map.Entry<Integer, Instant>> since =
        list.optOuts().entrySet().stream().filter(e -> !e.getValue().isBefore(from)).toList();
    ArrayNode json = Json.array();
    int gone = account.settings().switches().feedShift();
    for (Map.Entry<Integer, Instant> optOut : Requests.page(since, call.query(), gone)) {
      Contact contact = contacts().book().byId(optOut.getKey());
      if (contact != null) {
        json.add(
            OldContactJson.suppressed(
                contacts(), contact, EmailStatus.UNSUBSCRIBED, optOut.getValue().toEpochMilli()));
      }
    }
    return Answer.ok(json);
  }

  private Answer ofContact(Call call) {
    Contact contact = contactCalls.existing(call.variable("id"));
    ArrayNode json = Json.array();
    for (Listing list : contacts().lists().all()) {
      if (contact.onList(list.id())) {
        json.add(json(list));
      }
    }
    return Answer.ok(json);
  }

  private static ObjectNode json(Listing list) {
    return Json.object()
        .put("id", list.id())
        .put("name", list.name())
        .put("visibility", list.visibility())
        .put("contacts", list.members());
  }

  private Listing existing(Call call) {
    return contacts()
        .lists()
        .find(Requests.id(call, "list", "ERROR_ADDRESSBOOK_NOT_FOUND"))
        .orElseThrow(() -> V2Error.refused(404, "ERROR_ADDRESSBOOK_NOT_FOUND"));
  }

  private Listing writable(Call call) {
    Listing list = existing(call);
    if (!list.writable()) {
      throw V2Error.refused(400, "ERROR_ADDRESSBOOK_NOTWRITABLE");
    }
    return list;
  }

  private Contacts contacts() {
    return account.contacts();
  }
}
