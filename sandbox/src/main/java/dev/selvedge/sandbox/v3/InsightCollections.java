package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.account.Task;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.insight.Collection;
import dev.selvedge.sandbox.insight.InsightBook;
import dev.selvedge.sandbox.insight.Scope;
import dev.selvedge.sandbox.job.Job;
import dev.selvedge.sandbox.job.JobKind;
import dev.selvedge.sandbox.job.JobQueue.Start;
import dev.selvedge.sandbox.json.Json;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Collections of insight data as such: listing, creating, emptying, deleting, schemas.
public final class InsightCollections {
  private final Account account;

  public InsightCollections(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    String collections = "/insightData/v3/collections";
    return List.of(
        Route.of("GET", collections, Tier.LOW, _ -> list(null)),
        Route.of("POST", collections + "/{name}", Tier.MEDIUM, this::create),
        Route.of("DELETE", collections + "/{name}", Tier.LOW, this::delete),
        Route.of("DELETE", collections + "/{name}/empty", Tier.LOW, this::empty),
        Route.of("GET", collections + "/{name}/schema", Tier.HIGH, this::schema),
        Route.of("GET", "/insightData/v3/account", Tier.LOW, _ -> list(Scope.ACCOUNT)),
        Route.of(
            "DELETE",
            "/insightData/v3/contacts/{identifier}/{value}/{collection}/empty",
            Tier.LOW,
            this::emptyForContact),
        Route.of("GET", "/insightData/v3/async/{jobId}", Tier.UNLIMITED, this::status));
  }

  private Answer list(@Nullable Scope scope) {
    ArrayNode json = Json.array();
    for (Collection collection : account.insight().all()) {
      if (scope == null || collection.scope() == scope) {
        json.add(summary(collection, collection.size()));
      }
    }
    return Answer.ok(json);
  }

  static ObjectNode summary(Collection collection, int records) {
    return Json.object()
        .put("collectionName", collection.name())
        .put("collectionType", collection.type())
        .put("collectionScope", collection.scope().wire())
        .put("recordCount", records);
  }

  private Answer create(Call call) {
    String name = call.variable("name");
    if (account.insight().find(name).isPresent()) {
      return Answer.empty(200);
    }
    if (!InsightBook.validName(name)) {
      throw V3Error.refused(400, "insightData:badRequest", "The collection name is not valid");
    }
    if (account.insight().full()) {
      return Answer.empty(412);
    }
    Scope scope =
        call.query()
            .first("collectionScope")
            .flatMap(Scope::read)
            .orElseThrow(
                () ->
                    V3Error.refused(
                        400, "insightData:badRequest", "The collectionScope is not valid"));
    String type =
        InsightBook.type(call.query().first("collectionType").orElse("custom"))
            .orElseThrow(
                () ->
                    V3Error.refused(
                        400, "insightData:badRequest", "The collectionType is not valid"));
    account.insight().create(name, type, scope);
    return Answer.empty(201);
  }

  private Answer delete(Call call) {
    Collection collection = existing(account, call.variable("name"));
    return later(call, () -> account.insight().delete(collection));
  }

  private Answer empty(Call call) {
    Collection collection = existing(account, call.variable("name"));
    return later(call, () -> account.insight().empty(collection));
  }

  private Answer emptyForContact(Call call) {
    Contact contact = InsightRecords.owner(account, call);
    Collection collection = existing(account, call.variable("collection"));
    return later(call, () -> account.insight().empty(collection, contact.id()));
  }

  private Answer later(Call call, IntSupplier work) {
    Task task = new Task(0);
    Start start = new Start(call.now(), account.settings().jobDelay(), call.fate());
    Job job = account.jobs().accept(JobKind.INSIGHT_TASK, start, _ -> task.all(work.getAsInt()));
    account.tasks().put(job.id(), task);
    return Answer.json(202, Json.object().put("jobId", job.id()));
  }

  private Answer status(Call call) {
    String id = Bodies.guid(call, "jobId", "insightData:invalidId");
    Job job =
        account
            .jobs()
            .find(id, JobKind.INSIGHT_TASK)
            .orElseThrow(
                () ->
                    V3Error.refused(
                        404, "insightData:asyncJobNotFound", "There is no job with this id"));
    boolean active = job.active();
    boolean changed = job.poll();
    Task task = account.tasks().getOrDefault(id, new Task(0));
    ObjectNode json = Json.object().put("jobId", id);
    json.put(
        "status", active ? "NotFinished" : job.rejected() ? job.fate().forcedState() : "Finished");
    json.putObject("summary")
        .put("totalRecords", task.requested())
        .put("totalProcessed", task.done())
        .put("totalFailed", 0);
    json.putArray("failures");
    Answer answer = Answer.ok(json);
    return changed ? answer.andRemember() : answer;
  }

  private Answer schema(Call call) {
    Collection collection = existing(account, call.variable("name"));
    ObjectNode json = Json.object();
    json.put("collectionName", collection.name()).put("collectionType", collection.type());
    ArrayNode schema = json.putArray("schema");
    schema.add(field("key", "NULLABLE", "STRING"));
    if (collection.scope() == Scope.CONTACT) {
      schema.add(field("contactIdentifier", "REQUIRED", "INTEGER"));
    }
    schema.add(field("json", "NULLABLE", "RECORD").set("fields", collection.schemaJson()));
    return Answer.ok(json);
  }

  private static ObjectNode field(String name, String mode, String type) {
    ObjectNode field = Json.object().put("name", name).put("mode", mode).put("type", type);
    field.putArray("fields");
    return field;
  }

  static Collection existing(Account account, String name) {
    return account
        .insight()
        .find(name)
        .orElseThrow(
            () ->
                V3Error.refused(
                    404,
                    "insightData:collectionNotFound",
                    "Collection not found.",
                    name,
                    "There is no such collection"));
  }
}
