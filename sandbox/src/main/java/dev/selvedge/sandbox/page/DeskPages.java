package dev.selvedge.sandbox.page;

import dev.selvedge.sandbox.account.Account;
import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.Call;
import dev.selvedge.sandbox.call.Query;
import dev.selvedge.sandbox.call.Route;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.fault.FaultJson;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.fault.FaultScript;
import dev.selvedge.sandbox.job.Job;
import dev.selvedge.sandbox.json.Json;
import dev.selvedge.sandbox.traffic.CallEntry;
import dev.selvedge.sandbox.traffic.CallLog;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// The pages that show what happens: calls, faults (which can be set here), jobs.
public final class DeskPages {
  /// Pages for people live under this path.
  public static final String PAGES = "/__sandbox/page";
  private static final String FAULTS = PAGES + "/faults";
  private static final int ROWS = 100;

  private final Account account;
  private final FaultScript faults;
  private final CallLog log;

  public DeskPages(Account account, FaultScript faults, CallLog log) {
    this.account = account;
    this.faults = faults;
    this.log = log;
  }

  public List<Route> routes() {
    String style = style();
    return List.of(
        Route.of("GET", PAGES + "/calls", Tier.UNLIMITED, _ -> calls()),
        Route.of("GET", FAULTS, Tier.UNLIMITED, _ -> faultPage("")),
        Route.of("POST", FAULTS, Tier.UNLIMITED, this::addFault),
        Route.of("POST", FAULTS + "/{id}/remove", Tier.UNLIMITED, this::removeFault),
        Route.of("GET", PAGES + "/jobs", Tier.UNLIMITED, _ -> jobs()),
        Route.of(
            "GET",
            PAGES + "/style.css",
            Tier.UNLIMITED,
            _ -> Answer.text(200, "text/css; charset=utf-8", style)));
  }

  private static String style() {
    try (InputStream in =
        Objects.requireNonNull(DeskPages.class.getResourceAsStream("style.css"), "style.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Answer calls() {
    Html html = Html.page(PAGES + "/calls", "Calls");
    Map<String, Long> tiers = new TreeMap<>();
    log.counts().values().forEach(count -> tiers.merge(count.tier(), count.calls(), Long::sum));
    html.tableOf("Tier", "Calls");
    tiers.forEach(html::row);
    html.endTable().tableOf("Operation", "Tier", "Calls", "Failed", "Throttled");
    log.counts()
        .forEach(
            (operation, count) ->
                html.row(
                    operation, count.tier(), count.calls(), count.failed(), count.throttled()));
    html.endTable().raw("<h2>Last calls</h2>").tableOf("No", "Time", "Call", "Status", "Fault");
    for (CallEntry call : log.newest(ROWS)) {
      html.row(
          call.number(), call.at(), call.method() + " " + call.path(), status(call), call.fault());
    }
    return html.endTable().answer();
  }

  private static String status(CallEntry call) {
    return call.status() == 0 ? "cut" : Integer.toString(call.status());
  }

  private Answer faultPage(String problem) {
    Html html = Html.page(FAULTS, "Faults");
    if (!problem.isEmpty()) {
      html.raw("<p class=\"bad\">").text(problem).raw("</p>");
    }
    html.tableOf("Calls", "Fault", "Times left", "Share", "");
    for (FaultRule rule : faults.rules()) {
      html.raw("<tr><td>").text(rule.method() + " " + rule.path()).raw("</td><td>");
      html.text(rule.fault()).raw("</td><td>").text(rule.times() == 0 ? "no end" : rule.times());
      html.raw("</td><td>")
          .text(rule.probability())
          .raw("</td><td><form method=\"post\" action=\"");
      html.text(FAULTS + "/" + rule.id() + "/remove").raw("\"><button>Remove</button></form>");
      html.raw("</td></tr>");
    }
    html.endTable().raw("<h2>Add a fault</h2><form method=\"post\" action=\"" + FAULTS + "\">");
    html.raw("<label>Fault<select name=\"fault\">");
    FaultJson.KINDS.forEach(kind -> html.raw("<option>").text(kind).raw("</option>"));
    html.raw("</select></label>");
    field(html, "method", "Method", "*");
    field(html, "path", "Path", "/contacts/v3/**");
    field(html, "times", "Times (0: no end)", "1");
    field(html, "probability", "Share", "1");
    field(html, "status", "Status", "503");
    field(html, "millis", "Milliseconds", "2000");
    field(html, "state", "End state", "RejectedByWatchdog");
    field(html, "polls", "Polls (0: for ever)", "3");
    field(html, "item", "Identifier or key", "");
    field(html, "value", "Culprit's value", "");
    field(html, "overItems", "Only over so many items", "");
    field(html, "overBytes", "Only over so many bytes", "");
    field(html, "code", "Failure code", "");
    return html.raw("<button>Add</button></form>").answer();
  }

  private static void field(Html html, String name, String label, String usual) {
    html.raw("<label>").text(label).raw("<input size=\"14\" name=\"" + name + "\" value=\"");
    html.text(usual).raw("\"></label>");
  }

  private Answer addFault(Call call) {
    ObjectNode json = Json.object();
    Query.parse(call.bodyText())
        .values()
        .forEach((name, values) -> putIfSaid(json, name, values.getFirst()));
    try {
      faults.add(FaultJson.read(json));
    } catch (IllegalArgumentException e) {
      return faultPage("Not added: " + e.getMessage());
    }
    return back();
  }

  private static void putIfSaid(ObjectNode json, String name, String value) {
    if (!value.isBlank()) {
      json.put(name, value.strip());
    }
  }

  private Answer removeFault(Call call) {
    Json.whole(call.variable("id")).ifPresent(id -> faults.remove(id.intValue()));
    return back();
  }

  private static Answer back() {
    return Answer.empty(303).withHeader("Location", FAULTS);
  }

  private Answer jobs() {
    Html html = Html.page(PAGES + "/jobs", "Jobs");
    html.tableOf("Id", "Kind", "Accepted", "Due", "State");
    List<Job> jobs = new ArrayList<>(account.jobs().all()).reversed();
    for (Job job : jobs.subList(0, Math.min(ROWS, jobs.size()))) {
      String state = job.active() ? "running" : job.rejected() ? job.fate().forcedState() : "done";
      html.row(job.id(), job.kind(), job.accepted(), job.due(), state);
    }
    return html.endTable().answer();
  }
}
