package dev.selvedge.sandbox.v2;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.job.Job;
import dev.selvedge.sandbox.job.JobKind;
import dev.selvedge.sandbox.job.JobQueue.Start;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.program.Enrolment;
import dev.selvedge.sandbox.program.Program;
import dev.selvedge.sandbox.program.Program.Status;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.time.Times;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Programs and enrolments, with their two caps.
public final class ProgramCalls {
  private static final String ENROLMENTS = "/v2/programs/enrolments";
  private static final int MOST_LISTS = 10;
  private static final List<String> STATUSES =
      List.of("Processing", "Finished", "NotAvailableInThisVersion");

  private final Account account;

  public ProgramCalls(Account account) {
    this.account = account;
  }

  public List<Route> routes() {
    return List.of(
        Route.of("GET", "/v2/programs", Tier.HIGH, this::list),
        Route.of("GET", "/v2/programs/{id}", Tier.HIGH, this::read),
        Route.of("POST", ENROLMENTS, Tier.MEDIUM, this::enrol).unmetered(),
        Route.of("GET", ENROLMENTS + "/{id}", Tier.UNLIMITED, this::enrolments),
        Route.of("GET", ENROLMENTS + "/{id}/report-faults", Tier.UNLIMITED, this::faults));
  }

  private Answer list(Call call) {
    ArrayNode json = Json.array();
    Requests.page(List.copyOf(account.programs().all()), call.query())
        .forEach(program -> json.add(json(program)));
    return Answer.ok(json);
  }

  private Answer read(Call call) {
    return Answer.ok(json(existing(Requests.id(call, "id", "ERROR_PROGRAM_NOT_FOUND"))));
  }

  private Program existing(long id) {
    return account
        .programs()
        .find(id)
        .orElseThrow(() -> V2Error.refused(404, "ERROR_PROGRAM_NOT_FOUND"));
  }

  private Answer enrol(Call call) {
    JsonNode body = Requests.object(call);
    Program program = existing(Json.whole(body, "programId").orElse(0L));
    if (program.status() != Status.ACTIVE) {
      throw V2Error.refused(422, "ERROR_PROGRAM_NOT_ACTIVE");
    }
    List<Long> contacts = ids(body, "contacts");
    List<Long> lists = ids(body, "addressBooks");
    check(call, contacts, lists);
    Enrolment enrolment =
        new Enrolment(account.jobs().nextId(), program.id(), contacts, lists, call.now());
    account.programs().begin(enrolment);
    Start start = new Start(call.now(), account.settings().jobDelay(), call.fate());
    account
        .jobs()
        .accept(
            enrolment.id(),
            JobKind.ENROLMENT,
            start,
            _ -> account.programs().finish(enrolment, account.contacts(), call.fate()));
    return Answer.json(201, json(enrolment, word(enrolment)));
  }

  private void check(Call call, List<Long> contacts, List<Long> lists) {
    Limits limits = account.settings().limits();
    boolean neither = contacts.isEmpty() && lists.isEmpty();
    boolean both = !contacts.isEmpty() && !lists.isEmpty();
    if (neither || (both && account.settings().switches().contactsOrLists())) {
      throw V2Error.refused(400, "ERROR_ENROLMENT_INVALID");
    }
    if (contacts.size() > limits.contactsPerEnrolment()) {
      throw V2Error.refused(400, "ERROR_ENROLMENT_INVALID");
    }
    if (lists.size() > MOST_LISTS) {
      throw V2Error.refused(400, "ERROR_ADDRESSBOOK_TOOMANY");
    }
    if (account.programs().callsInLastHour(call.now()) >= limits.enrolmentCallsPerHour()) {
      throw V2Error.refused(400, "ERROR_ENROLMENT_ALLOWANCE_EXCEEDED ");
    }
    for (long id : contacts) {
      if (account.contacts().book().findLive("contactId", Long.toString(id)) == null) {
        throw V2Error.refused(400, "ERROR_CONTACT_NOT_FOUND");
      }
    }
    for (long list : lists) {
      if (account.contacts().lists().find(list).isEmpty()) {
        throw V2Error.refused(400, "ERROR_ADDRESSBOOK_NOT_FOUND");
      }
    }
  }

  private static List<Long> ids(JsonNode body, String name) {
    List<Long> ids = new ArrayList<>();
    JsonNode sent = Json.find(body, name);
    if (sent != null && sent.isArray()) {
      for (JsonNode id : sent) {
        ids.add(
            Json.scalar(id)
                .flatMap(Json::whole)
                .orElseThrow(() -> V2Error.refused(400, "ERROR_ENROLMENT_INVALID")));
      }
    }
    return ids;
  }

  /// One enrolment by its GUID, or all of a status.
  private Answer enrolments(Call call) {
    String wanted = call.variable("id");
    if (STATUSES.stream().anyMatch(wanted::equalsIgnoreCase)) {
      return ofStatus(wanted, call);
    }
    Enrolment enrolment = existing(wanted);
    String word = word(enrolment);
    boolean changed = account.jobs().find(wanted, JobKind.ENROLMENT).map(Job::poll).orElse(false);
    Answer answer = Answer.ok(json(enrolment, word));
    return changed ? answer.andRemember() : answer;
  }

  private Answer ofStatus(String status, Call call) {
    List<Enrolment> found = new ArrayList<>();
    for (Enrolment enrolment : account.programs().enrolments()) {
      if (word(enrolment).equalsIgnoreCase(status)) {
        found.add(enrolment);
      }
    }
    // In which order they come is not documented.
    List<Enrolment> ordered =
        account.settings().switches().enrolmentsNewestFirst() ? found.reversed() : found;
    ArrayNode json = Json.array();
    Requests.page(ordered, call.query()).forEach(one -> json.add(json(one, word(one))));
    return Answer.ok(json);
  }

  private Enrolment existing(String id) {
    return account
        .programs()
        .enrolment(id)
        .orElseThrow(() -> V2Error.refused(404, "ERROR_ENROLMENT_NOT_FOUND"));
  }

  private boolean busy(Enrolment enrolment) {
    Optional<Job> job = account.jobs().find(enrolment.id(), JobKind.ENROLMENT);
    return job.map(Job::active).orElse(false);
  }

  private String word(Enrolment enrolment) {
    Optional<Job> job = account.jobs().find(enrolment.id(), JobKind.ENROLMENT);
    if (job.map(Job::active).orElse(false)) {
      return "Processing";
    }
    return job.filter(Job::rejected).map(one -> one.fate().forcedState()).orElse("Finished");
  }

  private Answer faults(Call call) {
    Enrolment enrolment = existing(call.variable("id"));
    if (busy(enrolment)) {
      throw V2Error.refused(400, "ERROR_ENROLMENT_IS_PROCESSING");
    }
    StringBuilder csv = new StringBuilder("Id,Email,TelephoneNumber,Reason\r\n");
    for (Enrolment.Fault fault : enrolment.faults()) {
      csv.append(fault.contact()).append(',').append(fault.email()).append(',');
      csv.append(fault.mobile()).append(',').append(fault.reason()).append("\r\n");
    }
    return Answer.text(200, "text/csv; charset=utf-8", csv.toString());
  }

  private static ObjectNode json(Program program) {
    return Json.object()
        .put("id", program.id())
        .put("name", program.name())
        .put("status", program.status().wire())
        .put("dateCreated", Times.wire(program.created()));
  }

  private static ObjectNode json(Enrolment enrolment, String status) {
    ObjectNode json = Json.object().put("id", enrolment.id());
    json.put("programId", enrolment.program()).put("status", status);
    json.put("dateCreated", Times.wire(enrolment.created()));
    return json.putNull("contacts").putNull("addressBooks");
  }
}
