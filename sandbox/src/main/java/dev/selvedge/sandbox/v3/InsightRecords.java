package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Refused;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.insight.Collection;
import dev.selvedge.sandbox.insight.InsightRecord;
import dev.selvedge.sandbox.insight.Rejection;
import dev.selvedge.sandbox.insight.Scope;
import dev.selvedge.sandbox.insight.Stored;
import dev.selvedge.sandbox.job.ItemFate;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.Times;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Records of insight data: pages, single reads and writes, deletes by key.
public final class InsightRecords {
  private static final String PREFIX = InsightImports.PREFIX;
  private static final String OF_ACCOUNT = "/insightData/v3/account/{collection}";
  private static final String OF_CONTACT =
      "/insightData/v3/contacts/{identifier}/{value}/{collection}";
  private static final int PAGE = 1000;
  private static final int MOST_KEYS = 5000;

  private final Account account;
  private final Supplier<String> serverUrl;

  public InsightRecords(Account account, Supplier<String> serverUrl) {
    this.account = account;
    this.serverUrl = serverUrl;
  }

  public List<Route> routes() {
    Function<Call, Integer> nobody = _ -> InsightRecord.ACCOUNT;
    Function<Call, Integer> contact = call -> owner(account, call).id();
    return List.of(
        Route.of("GET", OF_ACCOUNT, Tier.LOW, call -> page(call, collection(call).slots())),
        Route.of("GET", OF_ACCOUNT + "/{recordId}", Tier.HIGH, call -> read(call, nobody)),
        Route.of("PUT", OF_ACCOUNT + "/{recordId}", Tier.MEDIUM, call -> write(call, nobody)),
        Route.of("DELETE", OF_ACCOUNT + "/{recordId}", Tier.MEDIUM, call -> delete(call, nobody)),
        Route.of(
            "DELETE",
            "/insightData/v3/accounts/{collection}/deleteRecords",
            Tier.LOW,
            call -> deleteMany(call, nobody)),
        Route.of(
            "GET",
            "/insightData/v3/contacts/{collection}",
            Tier.LOW,
            call -> page(call, collection(call).slots())),
        Route.of("GET", "/insightData/v3/contacts/{identifier}/{value}", Tier.LOW, this::ofContact),
        Route.of(
            "GET",
            OF_CONTACT,
            Tier.LOW,
            call -> page(call, collection(call).of(contact.apply(call)))),
        Route.of("GET", OF_CONTACT + "/{recordId}", Tier.HIGH, call -> read(call, contact)),
        Route.of("PUT", OF_CONTACT + "/{recordId}", Tier.MEDIUM, call -> write(call, contact)),
        Route.of("DELETE", OF_CONTACT + "/{recordId}", Tier.MEDIUM, call -> delete(call, contact)),
        Route.of(
            "DELETE", OF_CONTACT + "/deleteRecords", Tier.LOW, call -> deleteMany(call, contact)));
  }

  private Collection collection(Call call) {
    return InsightCollections.existing(account, call.variable("collection"));
  }

  static Contact owner(Account account, Call call) {
    String value = call.variable("value");
    @Nullable Contact contact =
        account.contacts().book().findLive(call.variable("identifier"), value);
    if (contact == null) {
      throw V3Error.refused(
          404, "insightData:contactNotFound", "Contact not found.", value, "Not found");
    }
    return contact;
  }

  private Answer page(Call call, List<? extends @Nullable InsightRecord> records) {
    Paging paging = new Paging(call, serverUrl.get(), PREFIX);
    int limit = paging.limit(PAGE);
    long from = since(call);
    ArrayNode items = Json.array();
    for (int i = (int) paging.position(); i < records.size(); i++) {
      InsightRecord record = records.get(i);
      if (record != null && record.updated() >= from) {
        if (items.size() == limit) {
          return Answer.ok(paging.page(items, i));
        }
        items.add(json(record));
      }
    }
    return Answer.ok(paging.page(items, 0));
  }

  private static long since(Call call) {
    Optional<String> modified = call.query().first("~modified");
    if (modified.isEmpty()) {
      return Long.MIN_VALUE;
    }
    return modified
        .filter(text -> text.startsWith("gte::"))
        .flatMap(text -> Times.read(text.substring("gte::".length())))
        .map(Instant::toEpochMilli)
        .orElseThrow(
            () -> V3Error.refused(400, "insightData:invalidFilter", "The filter is not valid"));
  }

  private Answer ofContact(Call call) {
    Contact contact = owner(account, call);
    ArrayNode json = Json.array();
    for (Collection collection : account.insight().all()) {
      int records = collection.of(contact.id()).size();
      if (collection.scope() == Scope.CONTACT && records > 0) {
        json.add(InsightCollections.summary(collection, records));
      }
    }
    return Answer.ok(json);
  }

  private static ObjectNode json(InsightRecord record) {
    ObjectNode json = Json.object().put("key", record.key());
    json.set("json", record.json());
    json.put("created", Times.wire(record.created())).put("updated", Times.wire(record.updated()));
    if (record.owner() != InsightRecord.ACCOUNT) {
      json.put("ownerContactId", record.owner());
    }
    return json;
  }

  private Answer read(Call call, Function<Call, Integer> owner) {
    Collection collection = collection(call);
    String key = call.variable("recordId");
    return account
        .insight()
        .record(collection, owner.apply(call), key)
        .map(record -> Answer.ok(json(record)))
        .orElseThrow(() -> recordNotFound(key));
  }

  private Answer write(Call call, Function<Call, Integer> owner) {
    String name = call.variable("collection");
    if (account.insight().find(name).isEmpty()
        && account.settings().switches().createCollections()) {
      Scope scope = call.path().contains("/contacts/") ? Scope.CONTACT : Scope.ACCOUNT;
      account.insight().create(name, "custom", scope);
    }
    Collection collection = collection(call);
    int id = owner.apply(call);
    if ((id == InsightRecord.ACCOUNT) != (collection.scope() == Scope.ACCOUNT)) {
      throw V3Error.refused(400, "insightData:badRequest", "The collection has another scope");
    }
    String key = call.variable("recordId");
    JsonNode body = Bodies.object(call, PREFIX);
    ItemFate scripted = call.fate().item(key);
    Stored stored =
        scripted.refused()
            ? new Stored.Rejected(new Rejection(scripted.code(), "Refused by the fault script"))
            : account.insight().store(collection, id, key, body, call.now().toEpochMilli());
    return switch (stored) {
      case Stored.Created _ -> Answer.empty(201);
      case Stored.Replaced _ -> Answer.empty(204);
      case Stored.Rejected(Rejection rejection) -> throw rejected(rejection, key);
    };
  }

  private static Refused rejected(Rejection rejection, String key) {
    return V3Error.refused(
        400, "insightData:badRequest", rejection.reason(), key, rejection.detail());
  }

  private Answer delete(Call call, Function<Call, Integer> owner) {
    Collection collection = collection(call);
    String key = call.variable("recordId");
    if (!account.insight().remove(collection, owner.apply(call), key)) {
      throw recordNotFound(key);
    }
    return Answer.empty(204);
  }

  private Answer deleteMany(Call call, Function<Call, Integer> owner) {
    Collection collection = collection(call);
    int id = owner.apply(call);
    JsonNode keys = Bodies.object(call, PREFIX).path("keys");
    if (!keys.isArray() || keys.isEmpty() || keys.size() > MOST_KEYS) {
      throw V3Error.refused(400, "insightData:noRecordsSpecified", "1 to 5000 keys are needed");
    }
    ObjectNode json = Json.object();
    ArrayNode notFound = Json.array();
    int deleted = 0;
    for (JsonNode key : keys) {
      String text = Json.scalar(key).orElse("");
      if (account.insight().remove(collection, id, text)) {
        deleted++;
      } else {
        notFound.add(text);
      }
    }
    json.putObject("summary")
        .put("totalRecords", keys.size())
        .put("totalDeleted", deleted)
        .put("totalNotFound", notFound.size());
    json.set("notFound", notFound);
    json.putArray("failures");
    return Answer.ok(json);
  }

  private static Refused recordNotFound(String key) {
    return V3Error.refused(
        404, "insightData:recordNotFound", "Record not found.", key, "There is no such record");
  }
}
