package dev.selvedge.sandbox.v2;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.contact.ChangeReader;
import dev.selvedge.sandbox.contact.ContactChange;
import dev.selvedge.sandbox.contact.ContactImport;
import dev.selvedge.sandbox.contact.MergeOption;
import dev.selvedge.sandbox.job.Job;
import dev.selvedge.sandbox.job.JobFate;
import dev.selvedge.sandbox.job.JobKind;
import dev.selvedge.sandbox.job.JobQueue.Start;
import dev.selvedge.sandbox.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Bulk imports of the older framework in their JSON form, with report and faults.
public final class ImportCalls {
  private static final String ONE = "/v2/contacts/import/{id}";

  private final Account account;

  public ImportCalls(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.prepared("POST", "/v2/contacts/import-collection", Tier.LOW, this::start),
        Route.of("GET", ONE, Tier.UNLIMITED, this::status),
        Route.of("GET", ONE + "/report", Tier.UNLIMITED, this::report),
        Route.of("GET", ONE + "/report-faults", Tier.UNLIMITED, this::faults));
  }

  private Supplier<Answer> start(Call call) {
    JsonNode body = Requests.object(call);
    JsonNode contacts = Json.find(body, "contacts");
    if (contacts == null || !contacts.isArray() || contacts.isEmpty()) {
      throw V2Error.refused(400, "ERROR_CONTACTS_ARE_NOT_SPECIFIED");
    }
    JsonNode lists = Json.find(body, "addressBookIds");
    List<ContactChange> changes = new ArrayList<>();
    for (JsonNode contact : contacts) {
      ObjectNode translated = OldContactJson.translate(contact);
      if (lists != null) {
        translated.set("lists", lists);
      }
      changes.add(
          ChangeReader.read(translated).matching("email", Json.text(contact, "email").orElse("")));
    }
    MergeOption merge = MergeOption.ofNumber(Json.whole(body, "mergeOption").orElse(0L));
    return () -> accept(call, changes, merge);
  }

  private Answer accept(Call call, List<ContactChange> changes, MergeOption merge) {
    int active = account.active(JobKind.CONTACT_IMPORT, call.now());
    if (active >= account.settings().limits().contactImports()) {
      throw V2Error.refused(400, "ERROR_IMPORT_TOOMANYACTIVEIMPORTS");
    }
    ContactImport work =
        new ContactImport(
            account.contacts(), changes, new ContactImport.Options(merge, call.fate(), false));
    JobFate fate =
        call.fate()
            .holding(
                value -> changes.stream().anyMatch(change -> change.holds(value)),
                "RejectedByWatchdog");
    Start start = new Start(call.now(), account.settings().jobDelay(), fate);
    Job job = account.jobs().accept(JobKind.CONTACT_IMPORT, start, work::run);
    account.contactImports().put(job.id(), work);
    return Answer.json(
        202, Json.object().put("id", job.id()).put("status", word(job, job.active())));
  }

  private static String word(Job job, boolean active) {
    return active ? "NotFinished" : job.rejected() ? job.fate().forcedState() : "Finished";
  }

  private Answer status(Call call) {
    Job job = existing(call);
    boolean active = job.active();
    boolean changed = job.poll();
    Answer answer = Answer.ok(Json.object().put("id", job.id()).put("status", word(job, active)));
    return changed ? answer.andRemember() : answer;
  }

  private Answer report(Call call) {
    ContactImport work = finished(call);
    ObjectNode json = Json.object();
    json.put("newContacts", work.createdCount()).put("updatedContacts", work.updatedCount());
    json.put("globallySuppressed", work.suppressed()).put("invalidEntries", work.invalid());
    json.put("duplicateEmails", work.duplicates()).put("failures", 0);
    for (String none :
        List.of(
            "blocked",
            "unsubscribed",
            "hardBounced",
            "softBounced",
            "ispComplaints",
            "mailBlocked",
            "domainSuppressed",
            "pendingDoubleOptin",
            "suppressedContacts")) {
      json.put(none, 0);
    }
    return Answer.ok(json);
  }

  private Answer faults(Call call) {
    StringBuilder csv = new StringBuilder("Reason,email\r\n");
    for (ContactImport.Item item : finished(call).failures()) {
      csv.append(reason(item.failures().getFirst().code())).append(',');
      csv.append(item.identifiers().getOrDefault("email", "")).append("\r\n");
    }
    return Answer.text(200, "text/csv; charset=utf-8", csv.toString());
  }

  private static String reason(String code) {
    return switch (code.toLowerCase(Locale.ROOT)) {
      case "globallysuppressed" -> "Globally Suppressed";
      case "duplicate", "duplicateidentifier" -> "Duplicate";
      default -> "Invalid Entries";
    };
  }

  private ContactImport finished(Call call) {
    Job job = existing(call);
    ContactImport work = account.contactImports().get(job.id());
    if (work == null || job.active()) {
      throw V2Error.refused(404, "ERROR_IMPORT_REPORT_NOT_FOUND");
    }
    return work;
  }

  private Job existing(Call call) {
    return account
        .jobs()
        .find(call.variable("id"), JobKind.CONTACT_IMPORT)
        .orElseThrow(() -> V2Error.refused(404, "ERROR_IMPORT_NOT_FOUND"));
  }
}
