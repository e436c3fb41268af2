package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Refused;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.contact.ChangeReader;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactChange;
import dev.selvedge.sandbox.contact.ContactJson;
import dev.selvedge.sandbox.contact.ContactWriter.Manner;
import dev.selvedge.sandbox.contact.Failure;
import dev.selvedge.sandbox.contact.MergeOption;
import dev.selvedge.sandbox.contact.Upserted;
import dev.selvedge.sandbox.job.ItemFate;
import dev.selvedge.sandbox.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Single contacts of the newer framework: create, read, upsert, replace, delete.
public final class ContactCalls {
  static final String PREFIX = "contacts";
  private static final String ONE = "/contacts/v3/{identifier}/{value}";

  private final Account account;

  public ContactCalls(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("POST", "/contacts/v3", Tier.MEDIUM, this::create),
        Route.of("GET", ONE, Tier.HIGH, this::read),
        Route.of("PATCH", ONE, Tier.MEDIUM, this::upsert),
        Route.of("PUT", ONE, Tier.MEDIUM, this::replace),
        Route.of("DELETE", ONE, Tier.MEDIUM, this::delete));
  }

  private Answer create(Call call) {
    JsonNode body = Bodies.object(call, PREFIX);
    requireIdentifiers(body);
    ContactChange change = ChangeReader.read(body);
    failAsScripted(change, call);
    Map<String, String> sent = change.identifiers();
    for (Map.Entry<String, String> identifier : sent.entrySet()) {
      if (account.contacts().book().findLive(identifier.getKey(), identifier.getValue()) != null) {
        throw conflict("The value of '" + identifier.getKey() + "' is in use");
      }
    }
    String match = sent.containsKey("email") ? "email" : "mobileNumber";
    change.matching(match, sent.getOrDefault(match, ""));
    return answer(
        account.contacts().writer().upsert(change, manner(MergeOption.OVERWRITE, call)), 201);
  }

  private Answer read(Call call) {
    return Answer.ok(json().whole(existing(call)));
  }

  private Answer upsert(Call call) {
    ContactChange change = ChangeReader.read(Bodies.object(call, PREFIX));
    String identifier = call.variable("identifier");
    String value = call.variable("value");
    requireKnown(identifier);
    change.matching(identifier, value);
    failAsScripted(change, call);
    return answer(account.contacts().writer().upsert(change, manner(mergeOption(call), call)), 200);
  }

  private Answer replace(Call call) {
    JsonNode body = Bodies.object(call, PREFIX);
    requireIdentifiers(body);
    Contact contact = existing(call);
    ContactChange change = ChangeReader.read(body);
    change.matching("contactId", Integer.toString(contact.id()));
    failAsScripted(change, call);
    Upserted tried =
        account.contacts().writer().replace(contact, change, manner(MergeOption.OVERWRITE, call));
    return answer(tried, 200);
  }

  private Answer delete(Call call) {
    Contact contact = existing(call);
    account.contacts().statuses().bin(contact, call.now().toEpochMilli());
    return Answer.ok(Json.object().put("contactId", contact.id()));
  }

  private Answer answer(Upserted outcome, int statusOfUpdate) {
    return switch (outcome) {
      case Upserted.Created(Contact contact, List<Failure> _) ->
          Answer.json(201, json().whole(contact));
      case Upserted.Updated(Contact contact, List<Failure> _) ->
          Answer.json(statusOfUpdate, json().whole(contact));
      case Upserted.Conflict(Failure failure) -> throw conflict(failure.description());
      case Upserted.Unknown(Failure failure) ->
          throw V3Error.refused(404, "contacts:contactNotFound", failure.description());
      case Upserted.Refused(List<Failure> failures) -> throw badRequest(failures);
    };
  }

  private static Refused badRequest(List<Failure> failures) {
    Failure first = failures.getFirst();
    return V3Error.refused(
        400, "contacts:badRequest", first.description(), first.code(), first.description());
  }

  private Refused conflict(String why) {
    return V3Error.refused(409, account.settings().switches().conflictCode(), why);
  }

  private Contact existing(Call call) {
    String identifier = call.variable("identifier");
    requireKnown(identifier);
    @Nullable Contact contact =
        account.contacts().book().findLive(identifier, call.variable("value"));
    if (contact == null) {
      throw V3Error.refused(
          404,
          "contacts:contactNotFound",
          "Contact not found.",
          call.variable("value"),
          "Not found using the identifier '" + identifier + "'");
    }
    return contact;
  }

  private void requireKnown(String identifier) {
    if (!account.contacts().book().knows(identifier)) {
      throw V3Error.refused(400, "contacts:badRequest", "Unknown identifier '" + identifier + "'");
    }
  }

  static void requireIdentifiers(JsonNode body) {
    JsonNode identifiers = body.get("identifiers");
    if (identifiers == null || !identifiers.isObject()) {
      throw V3Error.refused(400, "contacts:badRequest", "The Identifiers field is required");
    }
  }

  private static void failAsScripted(ContactChange change, Call call) {
    if (call.fate().items().isEmpty()) {
      return;
    }
    List<String> values = new ArrayList<>(change.identifiers().values());
    values.add(change.matchValue());
    for (String value : values) {
      ItemFate fate = call.fate().item(value);
      if (fate.refused()) {
        change.failWith(new Failure(fate.code(), "Refused by the fault script"));
      }
    }
  }

  private static Manner manner(MergeOption merge, Call call) {
    return new Manner(merge, true, call.now().toEpochMilli());
  }

  private static MergeOption mergeOption(Call call) {
    String text = call.query().first("merge-option").orElse("overwrite");
    return MergeOption.read(text)
        .orElseThrow(
            () ->
                V3Error.refused(
                    400, "contacts:badRequest", "The merge-option '" + text + "' is not known"));
  }

  private ContactJson json() {
    return new ContactJson(account.contacts());
  }

  /// The parts of a contact a list can be asked to include.
  static final Set<String> PARTS =
      Set.of("channelProperties", "lists", "preferences", "consentRecords");
}
