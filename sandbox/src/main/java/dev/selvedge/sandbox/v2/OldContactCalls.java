package dev.selvedge.sandbox.v2;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.contact.ChangeReader;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactChange;
import dev.selvedge.sandbox.contact.ContactWriter.Manner;
import dev.selvedge.sandbox.contact.Failure;
import dev.selvedge.sandbox.contact.MergeOption;
import dev.selvedge.sandbox.contact.Upserted;
import dev.selvedge.sandbox.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Contacts of the older framework: single ones, all of them, and the since-feeds.
public final class OldContactCalls {
  private final Account account;

  public OldContactCalls(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("POST", "/v2/contacts", Tier.MEDIUM, this::write),
        Route.of("PUT", "/v2/contacts/{id}", Tier.MEDIUM, this::update),
        Route.of("GET", "/v2/contacts/{id}", Tier.HIGH, this::read),
        Route.of("DELETE", "/v2/contacts/{id}", Tier.MEDIUM, this::delete),
        Route.of("GET", "/v2/contacts", Tier.LOW, call -> list(call, _ -> true)),
        Route.of("GET", "/v2/contacts/count", Tier.HIGH, _ -> count()),
        Route.of("GET", "/v2/contacts/modified-since/{date}", Tier.LOW, this::modifiedSince),
        Route.of("GET", "/v2/contacts/created-since/{date}", Tier.LOW, this::createdSince));
  }

  private Answer write(Call call) {
    return Answer.json(
        201, OldContactJson.write(account.contacts(), upsert(call, Requests.object(call)), true));
  }

  private Answer update(Call call) {
    Contact known = existing(call.variable("id"));
    ContactChange change =
        ChangeReader.read(OldContactJson.translate(Requests.object(call)))
            .matching("contactId", Integer.toString(known.id()));
    return Answer.ok(OldContactJson.write(account.contacts(), apply(change, call), true));
  }

  /// Creates or updates by e-mail; unlike the newer framework it refuses suppressed contacts.
  Contact upsert(Call call, JsonNode body) {
    String email =
        Json.text(body, "email")
            .map(String::strip)
            .orElseThrow(() -> V2Error.refused(400, "ERROR_CONTACT_INVALID"));
    if (!ChangeReader.validEmail(email)) {
      throw V2Error.refused(400, "The email address is not valid.", "ERROR_INVALID_EMAIL");
    }
    ContactChange change =
        ChangeReader.read(OldContactJson.translate(body)).matching("email", email);
    return apply(change, call);
  }

  private Contact apply(ContactChange change, Call call) {
    Contact known =
        account.contacts().book().findLive(change.matchIdentifier(), change.matchValue());
    if (known != null && known.emailStatus().suppressed()) {
      throw V2Error.refused(400, "Contact is suppressed.", "ERROR_CONTACT_SUPPRESSED");
    }
    Manner manner = new Manner(MergeOption.OVERWRITE, true, call.now().toEpochMilli());
    return switch (account.contacts().writer().upsert(change, manner)) {
      case Upserted.Created(Contact contact, List<Failure> _) -> contact;
      case Upserted.Updated(Contact contact, List<Failure> _) -> contact;
      case Upserted.Conflict _ -> throw V2Error.refused(409, "ERROR_NON_UNIQUE_EMAIL");
      case Upserted.Unknown _ -> throw notFound();
      case Upserted.Refused(List<Failure> failures) ->
          throw V2Error.refused(400, failures.getFirst().description(), code(failures.getFirst()));
    };
  }

  private static String code(Failure failure) {
    return failure.code().equals("invalidDataField")
        ? "ERROR_DATAFIELD_NOTFOUND"
        : "ERROR_CONTACT_INVALID";
  }

  private Answer read(Call call) {
    return Answer.ok(OldContactJson.write(account.contacts(), existing(call.variable("id")), true));
  }

  private Answer delete(Call call) {
    account.contacts().statuses().bin(existing(call.variable("id")), call.now().toEpochMilli());
    return Answer.empty(204);
  }

  private Answer count() {
    return Answer.text(
        200, "text/plain; charset=utf-8", Integer.toString(account.contacts().book().size()));
  }

  private Answer modifiedSince(Call call) {
    Instant from = Requests.date(call);
    return list(call, contact -> !contact.updated().isBefore(from));
  }

  private Answer createdSince(Call call) {
    Instant from = Requests.date(call);
    return list(call, contact -> !contact.created().isBefore(from));
  }

  Answer list(Call call, Predicate<Contact> wanted) {
    boolean withFields = call.query().first("withFullData").flatMap(Json::truth).orElse(false);
    List<Contact> all = new ArrayList<>();
    for (Contact contact = account.contacts().book().after(0);
        contact != null;
        contact = account.contacts().book().after(contact.id())) {
      if (wanted.test(contact)) {
        all.add(contact);
      }
    }
    ArrayNode json = Json.array();
    for (Contact contact : Requests.page(all, call.query())) {
      json.add(OldContactJson.write(account.contacts(), contact, withFields));
    }
    return Answer.ok(json);
  }

  Contact existing(String idOrEmail) {
    Contact contact = account.contacts().book().findByIdOrEmail(idOrEmail);
    if (contact == null) {
      throw notFound();
    }
    return contact;
  }

  private static RuntimeException notFound() {
    return V2Error.refused(404, "ERROR_CONTACT_NOT_FOUND");
  }
}
