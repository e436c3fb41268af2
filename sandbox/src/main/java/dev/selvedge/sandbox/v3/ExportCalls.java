package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Handler;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.message.ExportBook;
import dev.selvedge.sandbox.message.ExportBook.Happening;
import dev.selvedge.sandbox.message.ExportBook.Line;
import dev.selvedge.sandbox.message.ExportBook.Wanted;
import dev.selvedge.sandbox.time.Times;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Events out: subscriptions, and fetching what they collected with a checkpoint that acknowledges
/// the page before. Filters are taken and not applied.
public final class ExportCalls {
  private static final String PREFIX = "events";
  private static final String SUBSCRIPTIONS = "/events/v3/export/subscriptions";
  private static final String ONE = SUBSCRIPTIONS + "/{id}";
  private static final int MOST_SUBSCRIPTIONS = 5;
  private static final int MOST_TYPES = 100;
  private static final int NAME_LENGTH = 50;
  private static final int MOST_EVENTS = 5000;
  private static final int USUAL_EVENTS = 2000;
  private static final Set<String> TYPES =
      Set.of(
          "contact.created",
          "contact.updated",
          "contact.removed",
          "contact.preferenceUpdated",
          "contact.membershipUpdated",
          "contact.consentAdded",
          "interaction.click",
          "interaction.unsubscribe",
          "message.sent",
          "message.status",
          "insightData.set",
          "insightData.removed",
          "insightData.collectionCreated",
          "insightData.collectionRemoved");

  private final Account account;

  public ExportCalls(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        route("GET", SUBSCRIPTIONS, Tier.HIGH, this::list),
        route("POST", SUBSCRIPTIONS, Tier.MEDIUM, this::create),
        route("GET", ONE, Tier.HIGH, call -> Answer.ok(json(existing(call, "id"), call))),
        route("PUT", ONE, Tier.MEDIUM, this::change),
        route("DELETE", ONE, Tier.MEDIUM, this::delete),
        route("GET", "/events/v3/export/{subscriptionId}", Tier.LOW, this::fetch));
  }

  /// Only accounts with the package for it may.
  private Route route(String method, String path, Tier tier, Handler.Simple handler) {
    return Route.of(
        method,
        path,
        tier,
        call -> {
          if (!account.settings().switches().eventsExport()) {
            throw V3Error.refused(403, "events:forbidden", "The account has no events export");
          }
          return handler.answer(call);
        });
  }

  private Answer list(Call call) {
    ArrayNode items = Json.array();
    book().all().forEach(line -> items.add(json(line, call)));
    ObjectNode page = Json.object();
    ObjectNode links = page.putObject("_links");
    for (String name : List.of("self", "first")) {
      links.putObject(name).put("marker", "").put("link", SUBSCRIPTIONS);
    }
    page.set("_items", items);
    return Answer.ok(page);
  }

  private Answer create(Call call) {
    Wanted wanted = read(call);
    if (book().named(wanted.name()).isPresent()) {
      throw taken();
    }
    if (book().all().size() == MOST_SUBSCRIPTIONS) {
      throw V3Error.refused(400, "events:badRequest", "There are five subscriptions already");
    }
    return Answer.json(201, json(book().add(wanted, call.now()), call));
  }

  private Answer change(Call call) {
    Line line = existing(call, "id");
    Wanted wanted = read(call);
    if (book().named(wanted.name()).filter(other -> other.id() != line.id()).isPresent()) {
      throw taken();
    }
    line.change(wanted, call.now());
    return Answer.ok(json(line, call));
  }

  private Answer delete(Call call) {
    book().remove(existing(call, "id"));
    return Answer.empty(204);
  }

  private Answer fetch(Call call) {
    Line line = existing(call, "subscriptionId");
    if (!line.active(call.now())) {
      throw V3Error.refused(
          409,
          "events:inactiveSubscription",
          "The subscription is set to inactive and therefore cannot be used.",
          call.variable("subscriptionId"),
          "Inactive subscription");
    }
    Optional<String> sent = call.query().first("checkPoint").filter(text -> !text.isEmpty());
    long place = sent.map(ExportCalls::place).orElse(0L);
    boolean changed = line.received(place);
    List<Happening> page = line.fetch(limit(call), call.now());
    ObjectNode json = Json.object();
    json.put("checkPoint", "z" + (page.isEmpty() ? place : page.getLast().place()));
    ArrayNode events = json.putArray("events");
    page.forEach(happening -> events.add(json(happening, call)));
    Answer answer = Answer.ok(json);
    return changed ? answer.andRemember() : answer;
  }

  private static long place(String checkPoint) {
    return Optional.of(checkPoint)
        .filter(text -> text.startsWith("z"))
        .flatMap(text -> Json.whole(text.substring(1)))
        .orElseThrow(
            () ->
                V3Error.refused(
                    400,
                    "events:invalidCheckpoint",
                    "The checkpoint passed is invalid and cannot be parsed."));
  }

  private static int limit(Call call) {
    Optional<String> sent = call.query().first("limit");
    long limit = sent.flatMap(Json::whole).orElse(sent.isPresent() ? 0L : (long) USUAL_EVENTS);
    if (limit < 1 || limit > MOST_EVENTS) {
      throw V3Error.refused(400, "events:badRequest", "limit must be between 1 and 5000");
    }
    return (int) limit;
  }

  private Wanted read(Call call) {
    JsonNode body = Bodies.object(call, PREFIX);
    String name = Json.text(body, "name").orElse("");
    JsonNode types = body.path("subscribedEventTypes");
    if (name.isBlank()
        || name.length() > NAME_LENGTH
        || !types.isArray()
        || types.isEmpty()
        || types.size() > MOST_TYPES
        || !body.path("alertsConfiguration").isObject()) {
      throw V3Error.refused(
          400, "events:badJson", "name, subscribedEventTypes and alertsConfiguration are required");
    }
    Set<String> names = new LinkedHashSet<>();
    for (JsonNode type : types) {
      names.add(Json.text(type, "eventType").orElse(""));
    }
    for (String type : names) {
      if (!TYPES.contains(type)) {
        throw V3Error.refused(
            400, "events:invalidEventType", "The type value '" + type + "' is invalid.");
      }
    }
    boolean active = Json.text(body, "status").orElse("inactive").equals("active");
    return new Wanted(name, active, names, body);
  }

  private static dev.selvedge.sandbox.call.Refused taken() {
    return V3Error.refused(409, "events:nameAlreadyExists", "All names must be unique!");
  }

  private Line existing(Call call, String variable) {
    return Json.whole(call.variable(variable))
        .flatMap(book()::find)
        .orElseThrow(
            () ->
                V3Error.refused(
                    404,
                    "events:subscriptionNotFound",
                    "The following subscription could not be found",
                    call.variable(variable),
                    "Not found."));
  }

  private static ObjectNode json(Line line, Call call) {
    ObjectNode json = Json.object().put("id", line.id()).put("name", line.wanted().name());
    json.put("status", line.active(call.now()) ? "active" : "inactive");
    json.set("subscribedEventTypes", line.wanted().wishes().path("subscribedEventTypes"));
    json.set("alertsConfiguration", line.wanted().wishes().path("alertsConfiguration"));
    json.put("created", Times.wire(line.created()));
    return json.put("updated", Times.wire(line.updated()));
  }

  private static ObjectNode json(Happening happening, Call call) {
    ObjectNode json = Json.object().put("id", happening.id()).put("accountId", Account.ID);
    json.put("type", happening.type()).put("eventDate", Times.wire(happening.at()));
    json.put("processedDate", Times.wire(call.now()));
    json.set("data", happening.data());
    return json;
  }

  private ExportBook book() {
    return account.exports();
  }
}
