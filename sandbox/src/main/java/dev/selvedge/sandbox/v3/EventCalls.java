package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.insight.Collection;
import dev.selvedge.sandbox.insight.Scope;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.message.EventEntry;
import dev.selvedge.sandbox.time.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Events in: accepted without a word about single ones, kept as records of a collection.
public final class EventCalls {
  private static final String PREFIX = "events";
  private static final int MOST = 5000;
  private static final int TYPE_LENGTH = 80;

  private final Account account;

  public EventCalls(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(Route.of("POST", "/events/v3/import", Tier.LOW, this::take));
  }

  private Answer take(Call call) {
    JsonNode body = Bodies.any(call, PREFIX);
    if (!body.isArray() || body.isEmpty() || body.size() > MOST) {
      throw V3Error.refused(400, "events:badJson", "An array of 1 to 5000 events is expected");
    }
    for (JsonNode event : body) {
      JsonNode identity = event.path("contactIdentity");
      String type = Json.text(event, "type").orElse("");
      if (!identity.isObject() || type.isEmpty() || type.length() > TYPE_LENGTH) {
        throw V3Error.refused(
            400, "events:badJson", "The contactIdentity and type fields are required");
      }
    }
    body.forEach(event -> keep(event, call.now()));
    return Answer.empty(202);
  }

  private void keep(JsonNode event, Instant now) {
    JsonNode identity = event.path("contactIdentity");
    @Nullable Contact contact =
        account
            .contacts()
            .book()
            .findLive(
                Json.text(identity, "identifier").orElse(""),
                Json.text(identity, "value").orElse(""));
    if (contact == null) {
      return;
    }
    String type = Json.text(event, "type").orElse("");
    Instant at = Json.text(event, "eventTimestamp").flatMap(Times::read).orElse(now);
    String id = Json.text(event, "id").orElse("");
    account.outbox().event(new EventEntry(contact.id(), type, id, at));
    Optional<Collection> known = account.insight().find(type);
    Collection collection =
        known.isPresent() ? known.get() : account.insight().create(type, "custom", Scope.CONTACT);
    ObjectNode json = Json.object().put("eventTimestamp", Times.wire(at));
    JsonNode details = event.path("eventData");
    if (details.isObject()) {
      details.properties().forEach(one -> json.set(one.getKey(), one.getValue()));
    }
    String key = id.isEmpty() ? account.jobs().nextId() : id;
    account.insight().store(collection, contact.id(), key, json, now.toEpochMilli());
  }
}
