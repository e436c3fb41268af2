package dev.selvedge.sandbox.control;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Handler;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactJson;
import dev.selvedge.sandbox.fault.FaultJson;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.fault.FaultScript;
import dev.selvedge.sandbox.insight.Collection;
import dev.selvedge.sandbox.insight.InsightRecord;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.MovableClock;
import dev.selvedge.sandbox.time.Times;
import dev.selvedge.sandbox.traffic.CallEntry;
import dev.selvedge.sandbox.traffic.CallLog;
import dev.selvedge.sandbox.traffic.Traffic;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Looking into the sandbox and scripting its faults; nothing here outlives the process.
public final class Desk {
  private final Account account;
  private final FaultScript faults;
  private final CallLog log;
  private final MovableClock clock;

  public Desk(Account account, FaultScript faults, CallLog log, MovableClock clock) {
    this.account = account;
    this.faults = faults;
    this.log = log;
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        read("/__sandbox/faults", _ -> Answer.ok(rules())),
        Route.of("POST", "/__sandbox/faults", Tier.UNLIMITED, this::addFaults),
        Route.of("DELETE", "/__sandbox/faults", Tier.UNLIMITED, _ -> clearFaults()),
        Route.of("DELETE", "/__sandbox/faults/{id}", Tier.UNLIMITED, this::removeFault),
        read("/__sandbox/calls", _ -> counts()),
        read("/__sandbox/calls/log", this::lastCalls),
        read("/__sandbox/calls/minutes", this::minutes),
        read("/__sandbox/calls/unknown", _ -> Answer.ok(entries(log.unknown()))),
        Route.of("DELETE", "/__sandbox/calls", Tier.UNLIMITED, _ -> clearCalls()),
        read("/__sandbox/clock", _ -> now()),
        read("/__sandbox/settings", _ -> Answer.ok(Json.MAPPER.valueToTree(account.settings()))),
        read("/__sandbox/contacts/{who}", this::contact),
        read("/__sandbox/collections/{name}/records", this::records));
  }

  private static Route read(String path, Handler.Simple handler) {
    return Route.of("GET", path, Tier.UNLIMITED, handler);
  }

  private ArrayNode rules() {
    ArrayNode json = Json.array();
    faults.rules().forEach(rule -> json.add(FaultJson.write(rule)));
    return json;
  }

  private Answer addFaults(Call call) {
    JsonNode body = Acts.body(call);
    ArrayNode added = Json.array();
    try {
      for (JsonNode rule : body.isArray() ? body : Json.array().add(body)) {
        FaultRule numbered = faults.add(FaultJson.read(rule));
        added.add(FaultJson.write(numbered));
      }
    } catch (IllegalArgumentException e) {
      throw Acts.bad("Not a fault: " + e.getMessage());
    }
    return Answer.json(201, added);
  }

  private Answer clearFaults() {
    faults.clear();
    return Answer.empty(204);
  }

  private Answer removeFault(Call call) {
    boolean removed =
        Json.whole(call.variable("id")).map(id -> faults.remove(id.intValue())).orElse(false);
    return removed ? Answer.empty(204) : Acts.error(404, "There is no such fault");
  }

  private Answer counts() {
    ObjectNode json = Json.object().put("total", log.total());
    json.put("inLastHour", account.allowance().callsInLastHour(clock.instant()));
    json.set("statuses", statuses(log.traffic()));
    ObjectNode operations = json.putObject("operations");
    log.counts()
        .forEach(
            (name, count) ->
                operations
                    .putObject(name)
                    .put("tier", count.tier())
                    .put("calls", count.calls())
                    .put("failed", count.failed())
                    .put("throttled", count.throttled())
                    .set("statuses", statuses(log.traffic(name))));
    return Answer.ok(json);
  }

  private Answer minutes(Call call) {
    int limit = call.query().first("limit").flatMap(Json::whole).orElse(60L).intValue();
    List<CallLog.Minute> all = log.minutes();
    ArrayNode json = Json.array();
    for (CallLog.Minute minute : all.subList(Math.max(0, all.size() - limit), all.size())) {
      ObjectNode one = json.addObject().put("start", Times.wire(minute.start()));
      one.put("calls", minute.traffic().calls());
      minute
          .traffic()
          .counts()
          .forEach(
              (cell, calls) ->
                  one.withObjectProperty(cell.tier().scope())
                      .put(Integer.toString(cell.status()), calls));
    }
    return Answer.ok(json);
  }

  private static ObjectNode statuses(Traffic traffic) {
    ObjectNode json = Json.object();
    traffic.statuses().forEach((status, calls) -> json.put(Integer.toString(status), calls));
    return json;
  }

  private Answer lastCalls(Call call) {
    int limit = call.query().first("limit").flatMap(Json::whole).orElse(100L).intValue();
    return Answer.ok(entries(log.newest(limit)));
  }

  private static ArrayNode entries(List<CallEntry> calls) {
    ArrayNode json = Json.array();
    for (CallEntry call : calls) {
      ObjectNode entry = json.addObject().put("number", call.number());
      entry.put("at", Times.wire(call.at())).put("method", call.method()).put("path", call.path());
      entry.put("operation", call.operation()).put("tier", call.tier().scope());
      entry.put("status", call.status()).put("fault", call.fault());
      if (!call.body().isEmpty()) {
        entry.put("body", call.body());
      }
    }
    return json;
  }

  private Answer clearCalls() {
    log.clear();
    return Answer.empty(204);
  }

  private Answer now() {
    return Answer.ok(
        Json.object()
            .put("now", Times.wire(clock.instant()))
            .put("offsetMillis", clock.offset().toMillis()));
  }

  private Answer contact(Call call) {
    Contact contact = account.contacts().book().findByIdOrEmail(call.variable("who"));
    if (contact == null) {
      return Acts.error(404, "There is no such contact");
    }
    ObjectNode json = new ContactJson(account.contacts()).whole(contact);
    json.put("challenged", contact.challenged());
    ObjectNode collections = json.putObject("records");
    for (Collection collection : account.insight().all()) {
      List<InsightRecord> records = collection.of(contact.id());
      if (!records.isEmpty()) {
        ArrayNode shown = collections.putArray(collection.name());
        records.forEach(record -> shown.add(json(record)));
      }
    }
    return Answer.ok(json);
  }

  private Answer records(Call call) {
    return account
        .insight()
        .find(call.variable("name"))
        .map(
            collection -> {
              ArrayNode json = Json.array();
              collection.records().forEach(record -> json.add(json(record)));
              return Answer.ok(json);
            })
        .orElseGet(() -> Acts.error(404, "There is no such collection"));
  }

  private static ObjectNode json(InsightRecord record) {
    ObjectNode json = Json.object().put("key", record.key());
    json.put("updated", Times.wire(record.updated()));
    json.put("ownerContactId", record.owner());
    json.set("json", record.json());
    return json;
  }
}
