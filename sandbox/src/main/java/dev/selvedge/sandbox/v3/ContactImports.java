package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.contact.ChangeReader;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactChange;
import dev.selvedge.sandbox.contact.ContactImport;
import dev.selvedge.sandbox.contact.ContactJson;
import dev.selvedge.sandbox.contact.Failure;
import dev.selvedge.sandbox.contact.MergeOption;
import dev.selvedge.sandbox.job.Job;
import dev.selvedge.sandbox.job.JobFate;
import dev.selvedge.sandbox.job.JobKind;
import dev.selvedge.sandbox.job.JobQueue.Start;
import dev.selvedge.sandbox.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Bulk imports of contacts: validated at once, applied later, reported on request.
public final class ContactImports {
  private final Account account;

  public ContactImports(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.prepared("PUT", "/contacts/v3/import", Tier.LOW, this::start),
        Route.of("GET", "/contacts/v3/import/{importId}", Tier.UNLIMITED, this::report));
  }

  private Supplier<Answer> start(Call call) {
    Wanted wanted = read(call.body());
    return () -> accept(call, wanted);
  }

  private Answer accept(Call call, Wanted wanted) {
    int active = account.active(JobKind.CONTACT_IMPORT, call.now());
    if (active >= account.settings().limits().contactImports()) {
      throw V3Error.refused(
          429, "contacts:tooManyActiveImports", "There are too many active imports");
    }
    ContactImport work =
        new ContactImport(
            account.contacts(),
            wanted.changes,
            new ContactImport.Options(
                wanted.merge, call.fate(), account.settings().switches().reportRepeatedContacts()));
    Start start = new Start(call.now(), account.settings().jobDelay(), wanted.fate(call));
    Job job = account.jobs().accept(JobKind.CONTACT_IMPORT, start, work::run);
    account.contactImports().put(job.id(), work);
    return Answer.json(202, Json.object().put("importId", job.id()));
  }

  /// Reads a body of any size without holding it as one tree.
  private static Wanted read(byte[] body) {
    Wanted wanted = new Wanted();
    try (JsonParser parser = Json.MAPPER.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw V3Error.refused(400, "contacts:badJson", "A JSON object is expected");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        JsonToken value = parser.nextToken();
        if (name.equals("contacts") && value == JsonToken.START_ARRAY) {
          readContacts(parser, wanted);
        } else if (name.equals("mergeOption") && value == JsonToken.VALUE_STRING) {
          wanted.merge = mergeOption(parser.getString());
        } else {
          parser.skipChildren();
        }
      }
    } catch (JacksonException e) {
      throw V3Error.refused(400, "contacts:badJson", "The body is not valid JSON");
    }
    if (wanted.changes.isEmpty()) {
      throw V3Error.refused(400, "contacts:badRequest", "The Contacts field is required");
    }
    return wanted;
  }

  private static void readContacts(JsonParser parser, Wanted wanted) {
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      JsonNode item = parser.readValueAsTree();
      ContactCalls.requireIdentifiers(item);
      String match =
          Json.text(item, "matchIdentifier")
              .orElseThrow(
                  () ->
                      V3Error.refused(
                          400, "contacts:badRequest", "The MatchIdentifier field is required"));
      ContactChange change = ChangeReader.read(item);
      String value = change.identifiers().get(match);
      change.matching(match, value == null ? "" : value);
      if (value == null) {
        change.failWith(
            new Failure("invalidMatchIdentifier", "There is no identifier '" + match + "'"));
      }
      wanted.changes.add(change);
    }
  }

  private static MergeOption mergeOption(String text) {
    return MergeOption.read(text)
        .orElseThrow(
            () -> V3Error.refused(400, "contacts:badRequest", "The MergeOption is not known"));
  }

  private Answer report(Call call) {
    String id = Bodies.guid(call, "importId", "contacts:invalidId");
    Job job =
        account
            .jobs()
            .find(id, JobKind.CONTACT_IMPORT)
            .orElseThrow(
                () ->
                    V3Error.refused(
                        404, "contacts:importNotFound", "There is no import with this id"));
    boolean active = job.active();
    boolean changed = job.poll();
    ContactImport work = account.contactImports().get(id);
    if (work == null) {
      throw new IllegalStateException("import without a report: " + id);
    }
    ObjectNode json = Json.object().put("importId", id);
    json.put("status", status(job, active));
    fill(json, active ? null : work);
    Answer answer = Answer.ok(json);
    return changed ? answer.andRemember() : answer;
  }

  private static String status(Job job, boolean active) {
    return active ? "NotFinished" : job.rejected() ? job.fate().forcedState() : "Finished";
  }

  private void fill(ObjectNode json, @Nullable ContactImport work) {
    ObjectNode summary = json.putObject("summary");
    summary.put("newContacts", work == null ? 0 : work.createdCount());
    summary.put("updatedContacts", work == null ? 0 : work.updatedCount());
    summary.put("globallySuppressed", work == null ? 0 : work.suppressed());
    summary.put("invalidEntries", work == null ? 0 : work.invalid());
    summary.put("duplicateIdentifiers", work == null ? 0 : work.duplicates());
    json.set("created", named(work == null ? IntStream.empty() : work.created()));
    json.set("updated", named(work == null ? IntStream.empty() : work.updated()));
    ArrayNode failures = json.putArray("failures");
    if (work != null) {
      work.failures().forEach(item -> failures.add(failure(item)));
    }
  }

  private ArrayNode named(IntStream ids) {
    ContactJson contactJson = new ContactJson(account.contacts());
    ArrayNode named = Json.array();
    ids.forEach(
        id -> {
          ObjectNode one = named.addObject().put("contactId", id);
          Contact contact = account.contacts().book().byId(id);
          one.set(
              "identifiers", contact == null ? Json.object() : contactJson.identifiers(contact));
        });
    return named;
  }

  private ObjectNode failure(ContactImport.Item item) {
    ObjectNode json = Json.object();
    if (item.contact() != 0) {
      json.put("contactId", item.contact());
    }
    json.put("matchIdentifier", item.matchIdentifier());
    ObjectNode identifiers = json.putObject("identifiers");
    item.identifiers().forEach(identifiers::put);
    ArrayNode failures = json.putArray("failures");
    for (Failure failure : item.failures()) {
      failures
          .addObject()
          .put("failureCode", account.settings().switches().spelt(failure.code()))
          .put("description", failure.description());
    }
    return json;
  }

  private static final class Wanted {
    private final List<ContactChange> changes = new ArrayList<>();
    private MergeOption merge = MergeOption.OVERWRITE;

    JobFate fate(Call call) {
      return call.fate()
          .holding(
              value -> changes.stream().anyMatch(change -> change.holds(value)),
              "RejectedByWatchdog");
    }
  }
}
