package dev.selvedge.sandbox.v3;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.account.Task;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Query;
import dev.selvedge.sandbox.call.Refused;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V3Error;
import dev.selvedge.sandbox.contact.Contact;
import dev.selvedge.sandbox.contact.ContactJson;
import dev.selvedge.sandbox.job.Job;
import dev.selvedge.sandbox.job.JobKind;
import dev.selvedge.sandbox.job.JobQueue.Start;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.time.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Many contacts at once: listing with filters and pages, and bulk deletes.
public final class ContactLists {
  private static final int MOST_DELETES = 5000;
  private static final Pattern SINCE =
      Pattern.compile("gte::\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{3})?Z");

  private final Account account;
  private final Supplier<String> serverUrl;

  public ContactLists(Account account, Supplier<String> serverUrl) {
    this.account = account;
    this.serverUrl = serverUrl;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/contacts/v3", Tier.LOW, this::list),
        Route.of("POST", "/contacts/v3/delete", Tier.LOW, this::startDelete),
        Route.of("GET", "/contacts/v3/delete/{deleteId}", Tier.UNLIMITED, this::deleteStatus));
  }

  private Answer list(Call call) {
    Paging paging = new Paging(call, serverUrl.get(), ContactCalls.PREFIX);
    int limit = paging.limit(Integer.MAX_VALUE);
    Predicate<Contact> filter = filter(call.query());
    Predicate<String> fields = fields(call.query());
    boolean withFields = call.query().first("data-fields").isPresent();
    Set<String> parts = parts(call.query());
    ContactJson json = new ContactJson(account.contacts());
    ArrayNode items = Json.array();
    long last = 0;
    for (Contact contact = next(paging.position(), filter);
        contact != null;
        contact = next(contact.id(), filter)) {
      if (items.size() == limit) {
        return Answer.ok(paging.page(items, last));
      }
      last = contact.id();
      ObjectNode item = json.brief(contact);
      if (withFields) {
        item.set("dataFields", json.fields(contact, fields));
      }
      json.include(contact, parts, item);
      items.add(item);
    }
    return Answer.ok(paging.page(items, 0));
  }

  private @Nullable Contact next(long after, Predicate<Contact> filter) {
    Contact contact = account.contacts().book().after(after);
    while (contact != null && !filter.test(contact)) {
      contact = account.contacts().book().after(contact.id());
    }
    return contact;
  }

  private static Predicate<String> fields(Query query) {
    Set<String> names = new HashSet<>();
    for (String name : query.all("data-fields")) {
      names.add(name.toUpperCase(Locale.ROOT));
    }
    return names.contains("[[ALL]]") ? _ -> true : names::contains;
  }

  private static Set<String> parts(Query query) {
    Set<String> parts = new HashSet<>();
    for (String wanted : query.all("include")) {
      ContactCalls.PARTS.stream()
          .filter(part -> part.equalsIgnoreCase(wanted))
          .findFirst()
          .ifPresentOrElse(
              parts::add,
              () -> {
                throw V3Error.refused(
                    400, "contacts:badRequest", "'" + wanted + "' cannot be included");
              });
    }
    return parts;
  }

  private Predicate<Contact> filter(Query query) {
    Optional<String> created = query.first("~created");
    Optional<String> modified = query.first("~modified");
    Optional<String> list = query.first("~listId");
    Optional<String> segment = query.first("~segmentId");
    if (created.isPresent() && modified.isPresent()) {
      throw invalidFilter("~created and ~modified cannot be combined");
    }
    if (list.isPresent() && segment.isPresent()) {
      throw invalidFilter("~listId and ~segmentId cannot be combined");
    }
    Predicate<Contact> filter = _ -> true;
    if (created.isPresent()) {
      long from = since(created.get()).toEpochMilli();
      filter = filter.and(contact -> contact.createdMillis() >= from);
    }
    if (modified.isPresent()) {
      long from = since(modified.get()).toEpochMilli();
      filter = filter.and(contact -> contact.updatedMillis() >= from);
    }
    if (list.isPresent()) {
      long id = number(list.get());
      if (account.contacts().lists().find(id).isEmpty()) {
        throw invalidFilter("There is no such list");
      }
      filter = filter.and(contact -> contact.onList((int) id));
    }
    if (segment.isPresent()) {
      number(segment.get());
      filter = _ -> false;
    }
    return filter;
  }

  private static long number(String text) {
    return Json.whole(text).orElseThrow(() -> invalidFilter("An id is a number"));
  }

  private static Instant since(String text) {
    if (!SINCE.matcher(text).matches()) {
      throw invalidFilter("A time filter is written gte::yyyy-MM-ddTHH:mm:ssZ");
    }
    return Times.read(text.substring("gte::".length()))
        .orElseThrow(() -> invalidFilter("There is no such time"));
  }

  private static Refused invalidFilter(String why) {
    return V3Error.refused(400, "contacts:invalidFilter", why);
  }

  private Answer startDelete(Call call) {
    JsonNode body = Bodies.any(call, ContactCalls.PREFIX);
    if (!body.isArray() || body.isEmpty()) {
      throw V3Error.refused(400, "contacts:noContactsSpecified", "No contacts were specified");
    }
    if (body.size() > MOST_DELETES) {
      throw V3Error.refused(400, "contacts:badRequest", "At most 5000 contacts in one call");
    }
    List<Task.Named> wanted = new ArrayList<>();
    for (JsonNode one : body) {
      for (Map.Entry<String, JsonNode> identifier : one.properties()) {
        wanted.add(
            new Task.Named(identifier.getKey(), Json.scalar(identifier.getValue()).orElse("")));
      }
    }
    if (account.active(JobKind.CONTACT_DELETE, call.now())
        >= account.settings().limits().deleteJobs()) {
      throw V3Error.refused(
          429, "contacts:tooManyBulkDeleteJobs", "There are too many active delete jobs");
    }
    Task task = new Task(wanted.size());
    Start start = new Start(call.now(), account.settings().jobDelay(), call.fate());
    Job job =
        account.jobs().accept(JobKind.CONTACT_DELETE, start, now -> delete(wanted, task, now));
    account.tasks().put(job.id(), task);
    return Answer.json(202, Json.object().put("deleteId", job.id()));
  }

  private void delete(List<Task.Named> wanted, Task task, long now) {
    for (Task.Named named : wanted) {
      Contact contact = account.contacts().book().findLive(named.identifier(), named.value());
      if (contact == null) {
        task.missed(named);
      } else {
        account.contacts().statuses().bin(contact, now);
        task.did(named);
      }
    }
  }

  private Answer deleteStatus(Call call) {
    String id = Bodies.guid(call, "deleteId", "contacts:invalidDeleteId");
    Job job =
        account
            .jobs()
            .find(id, JobKind.CONTACT_DELETE)
            .orElseThrow(
                () ->
                    V3Error.refused(
                        404, "contacts:importNotFound", "There is no delete job with this id"));
    boolean active = job.active();
    boolean changed = job.poll();
    Task task = account.tasks().getOrDefault(id, new Task(0));
    ObjectNode json = Json.object().put("deleteId", id);
    json.put(
        "status", active ? "NotFinished" : job.rejected() ? job.fate().forcedState() : "Finished");
    json.putObject("summary")
        .put("requestedContacts", task.requested())
        .put("deletedContacts", task.done())
        .put("unknownContacts", task.unknown().size())
        .put("invalidEntries", 0);
    ArrayNode deleted = json.putArray("deleted");
    task.deleted().forEach(named -> deleted.addObject().put(named.identifier(), named.value()));
    ArrayNode failures = json.putArray("failures");
    for (Task.Named named : task.unknown()) {
      ObjectNode failure = failures.addObject();
      failure.putObject("identifier").put(named.identifier(), named.value());
      failure
          .putArray("failures")
          .addObject()
          .put("failureCode", account.settings().switches().spelt("contactNotFound"))
          .put("description", "Contact not found");
    }
    Answer answer = Answer.ok(json);
    return changed ? answer.andRemember() : answer;
  }
}
