package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Refused;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.insight.Collection;
import dev.selvedge.sandbox.insight.InsightBook;
import dev.selvedge.sandbox.insight.InsightImport;
import dev.selvedge.sandbox.insight.InsightImport.Item;
import dev.selvedge.sandbox.insight.Scope;
import dev.selvedge.sandbox.job.Job;
import dev.selvedge.sandbox.job.JobFate;
import dev.selvedge.sandbox.job.JobKind;
import dev.selvedge.sandbox.job.JobQueue.Start;
import dev.selvedge.sandbox.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Bulk imports of insight data; they create the collection when it is missing.
public final class InsightImports {
  static final String PREFIX = "insightData";

  private final Account account;

  public InsightImports(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.prepared("PUT", "/insightData/v3/import", Tier.LOW, this::start),
        Route.of("GET", "/insightData/v3/import/{importId}", Tier.UNLIMITED, this::report));
  }

  private Supplier<Answer> start(Call call) {
    JsonNode body = Bodies.object(call, PREFIX);
    String name = Json.text(body, "collectionName").orElse("");
    if (!InsightBook.validName(name)) {
      throw badRequest("The CollectionName field is missing or not valid");
    }
    Scope scope =
        Json.text(body, "collectionScope")
            .flatMap(Scope::read)
            .orElseThrow(() -> badRequest("The CollectionScope field is missing or not valid"));
    String type =
        Json.text(body, "collectionType")
            .flatMap(InsightBook::type)
            .orElseThrow(() -> badRequest("The CollectionType field is missing or not valid"));
    List<Item> items = items(body);
    return () -> accept(call, () -> target(name, type, scope), items);
  }

  private static RuntimeException badRequest(String why) {
    return V3Error.refused(400, "insightData:badRequest", why);
  }

  private static List<Item> items(JsonNode body) {
    JsonNode records = body.get("records");
    if (records == null || !records.isArray() || records.isEmpty()) {
      throw V3Error.refused(400, "insightData:noRecordsSpecified", "No records were specified");
    }
    List<Item> items = new ArrayList<>(records.size());
    for (JsonNode record : records) {
      JsonNode identity = record.path("contactIdentity");
      items.add(
          new Item(
              Json.text(identity, "identifier").orElse(""),
              Json.text(identity, "value").orElse(""),
              Json.text(record, "key").orElse(""),
              record.path("json")));
    }
    return items;
  }

  private Collection target(String name, String type, Scope scope) {
    Optional<Collection> known = account.insight().find(name);
    if (known.isPresent()) {
      if (known.get().scope() != scope) {
        throw badRequest("The collection exists with another scope");
      }
      return known.get();
    }
    if (account.insight().full()) {
      throw V3Error.refused(412, "insightData:tooManyCollections", "Too many collections");
    }
    return account.insight().create(name, type, scope);
  }

  private Answer accept(Call call, Supplier<Collection> target, List<Item> items) {
    int active = account.active(JobKind.INSIGHT_IMPORT, call.now());
    if (active >= account.settings().limits().insightImports()) {
      throw busy();
    }
    InsightImport work =
        new InsightImport(
            account.insight(),
            account.contacts().book(),
            target.get(),
            new InsightImport.Order(items, call.fate()));
    JobFate fate =
        call.fate().holding(value -> items.stream().anyMatch(i -> i.holds(value)), "Failed");
    Start start = new Start(call.now(), account.settings().jobDelay(), fate);
    Job job = account.jobs().accept(JobKind.INSIGHT_IMPORT, start, work::run);
    account.insightImports().put(job.id(), work);
    return Answer.json(202, Json.object().put("importId", job.id()));
  }

  /// What the sixth import is told is not documented.
  private Refused busy() {
    String code = account.settings().switches().insightBusyCode();
    return code.isEmpty()
        ? new Refused(Answer.empty(429))
        : V3Error.refused(429, code, "There are too many active imports");
  }

  private Answer report(Call call) {
    String id = Bodies.guid(call, "importId", "insightData:invalidId");
    Job job =
        account
            .jobs()
            .find(id, JobKind.INSIGHT_IMPORT)
            .orElseThrow(
                () ->
                    V3Error.refused(
                        404, "insightData:importNotFound", "There is no import with this id"));
    InsightImport work = account.insightImports().get(id);
    if (work == null) {
      throw new IllegalStateException("import without a report: " + id);
    }
    boolean active = job.active();
    boolean changed = job.poll();
    ObjectNode json = Json.object().put("importId", id).put("status", status(job, active));
    json.put("collectionName", work.collection().name());
    int rejected = active ? 0 : work.refusals().size();
    json.putObject("summary")
        .put("totalRecords", work.total())
        .put("totalImported", active ? 0 : work.stored())
        .put("totalRejected", job.rejected() ? work.total() : rejected);
    ArrayNode failures = json.putArray("failures");
    if (!active) {
      work.refusals().forEach(refusal -> failures.add(failure(work, refusal)));
    }
    Answer answer = Answer.ok(json);
    return changed ? answer.andRemember() : answer;
  }

  private String status(Job job, boolean active) {
    if (active) {
      return account.settings().switches().insightWaiting();
    }
    return job.rejected() ? job.fate().forcedState() : account.settings().switches().insightDone();
  }

  private static ObjectNode failure(InsightImport work, InsightImport.Refusal refusal) {
    Item item = refusal.item();
    ObjectNode json = Json.object();
    ObjectNode owner = json.putObject("collectionOwner");
    owner.put("ownerType", work.collection().scope().wire());
    if (work.collection().scope() == Scope.CONTACT) {
      owner
          .putObject("contactIdentity")
          .put("identifier", item.identifier())
          .put("value", item.value());
    }
    json.put("failureReason", refusal.rejection().reason());
    json.putArray("details").add(refusal.rejection().detail());
    json.put("key", item.key());
    json.set("json", item.json().isMissingNode() ? Json.object() : item.json());
    return json;
  }
}
