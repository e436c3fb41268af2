package dev.selvedge.app.page;

import dev.selvedge.PersonId;
import dev.selvedge.app.allowance.AllowancePage;
import dev.selvedge.app.audit.AuditDesk;
import dev.selvedge.app.audit.AuditPage;
import dev.selvedge.app.audit.AuditsPage;
import dev.selvedge.app.automation.AutomationsPage;
import dev.selvedge.app.automation.DryRunPage;
import dev.selvedge.app.connection.ConnectionsPage;
import dev.selvedge.app.flow.FlowPage;
import dev.selvedge.app.order.OrderPage;
import dev.selvedge.app.parked.ForecastView;
import dev.selvedge.app.parked.ParkedView;
import dev.selvedge.app.report.MailLine;
import dev.selvedge.app.report.Report;
import dev.selvedge.app.schema.SchemaPage;
import dev.selvedge.app.search.Found;
import dev.selvedge.app.security.Look;
import dev.selvedge.app.security.Role;
import dev.selvedge.app.security.Visitor;
import dev.selvedge.audit.Audit;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.StringOutput;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/// Turns views into HTML. Safe for use by many threads.
public final class Renderer implements Look {
  private final TemplateEngine templates = TemplateEngine.createPrecompiled(ContentType.Html);
  private final Assets assets;
  private final Display display;
  private final InstantSource clock;
  private final Supplier<Counts> counts;

  /// For documents that nobody navigates in.
  public Renderer(Assets assets, Display display, InstantSource clock) {
    this(assets, display, clock, () -> Counts.NONE);
  }

  /// @param counts tells what stands in the navigation
  public Renderer(Assets assets, Display display, InstantSource clock, Supplier<Counts> counts) {
    this.counts = counts;
    this.assets = assets;
    this.display = display;
    this.clock = clock;
  }

  /// The state of the whole.
  ///
  /// @param audited the newest audit that has ended
  public String overview(
      Visitor visitor, Overview overview, FlowHistory history, Optional<Audit> audited) {
    return render(
        "overview",
        Map.of(
            "frame",
            frame("Overview", "overview", visitor),
            "overview",
            overview,
            "spans",
            HistoryTable.of(history),
            "audited",
            audited));
  }

  /// The part of the overview that refreshes itself.
  public String now(Visitor visitor, Overview overview, Optional<Audit> audited) {
    return render(
        "now",
        Map.of(
            "frame",
            frame("Overview", "overview", visitor),
            "overview",
            overview,
            "audited",
            audited));
  }

  /// One flow.
  ///
  /// @param now how it is
  public String flow(Visitor visitor, FlowPage flow, FlowNow now) {
    return render(
        "flow",
        Map.of(
            "frame", frame("Flow " + flow.flow(), "overview", visitor), "flow", flow, "now", now));
  }

  public String people(Visitor visitor, String query, List<Views.PersonLine> found) {
    return render(
        "people",
        Map.of("frame", frame("People", "people", visitor), "query", query, "found", found));
  }

  public String duplicates(Visitor visitor, DuplicatesPage duplicates) {
    return render(
        "duplicates",
        Map.of("frame", frame("Duplicates", "duplicates", visitor), "duplicates", duplicates));
  }

  public String person(Visitor visitor, PersonPage person) {
    return render(
        "person", Map.of("frame", frame(person.address(), "people", visitor), "person", person));
  }

  public String noPerson(Visitor visitor, PersonId id) {
    return render(
        "problem",
        Map.of(
            "frame",
            frame("No such person", "people", visitor),
            "heading",
            "There is no person " + id,
            "sentence",
            "The address may have changed hands, or the records were erased. Search again."));
  }

  /// What was found.
  ///
  /// @param page from 1
  public String search(Visitor visitor, Found found, int page) {
    return render(
        "search",
        Map.of("frame", frame("Search", "search", visitor), "found", found, "page", page));
  }

  public String order(Visitor visitor, OrderPage order) {
    return render(
        "order",
        Map.of("frame", frame("Order " + order.key().value(), "people", visitor), "order", order));
  }

  public String noOrder(Visitor visitor, OrderKey key) {
    return render(
        "problem",
        Map.of(
            "frame",
            frame("No such order", "people", visitor),
            "heading",
            "Nothing is known of an order " + key.value(),
            "sentence",
            "No record with this number has come, or what was held of it was erased. The search looks"
                + " for sources' own ids and tracking numbers as well."));
  }

  /// How each system is reached.
  ///
  /// @param notice what was just done, or empty
  public String connections(Visitor visitor, ConnectionsPage connections, String notice) {
    return render(
        "connections",
        Map.of(
            "frame",
            frame("Connections", "connections", visitor),
            "connections",
            connections,
            "notice",
            notice,
            "mayAct",
            visitor.may(Role.OPERATOR)));
  }

  public String allowance(Visitor visitor, AllowancePage allowance) {
    return render(
        "allowance",
        Map.of("frame", frame("Allowance", "allowance", visitor), "allowance", allowance));
  }

  public String schemas(Visitor visitor, SchemaPage schemas) {
    return render(
        "schemas", Map.of("frame", frame("Schemas", "audits", visitor), "schemas", schemas));
  }

  public String automations(Visitor visitor, AutomationsPage automations) {
    return render(
        "automations",
        Map.of("frame", frame("Automations", "automations", visitor), "automations", automations));
  }

  /// What an automation would have done.
  public String dryRun(Visitor visitor, DryRunPage run) {
    return render(
        "dryrun",
        Map.of("frame", frame("Dry run of " + run.rule(), "automations", visitor), "run", run));
  }

  /// The list of what is parked.
  ///
  /// @param notice what was just done, or empty
  public String parked(Visitor visitor, ParkedPage parked, String notice) {
    return render(
        "parked",
        Map.of(
            "frame",
            frame("Parked", "parked", visitor),
            "parked",
            parked,
            "notice",
            notice,
            "mayAct",
            visitor.may(Role.OPERATOR)));
  }

  /// One parked item.
  ///
  /// @param notice what was just done or refused, or empty
  public String parkedItem(Visitor visitor, ParkedView item, String notice) {
    return render(
        "parkeditem",
        Map.of(
            "frame",
            frame("Parked " + item.number(), "parked", visitor),
            "item",
            item,
            "notice",
            notice,
            "mayAct",
            visitor.may(Role.OPERATOR)));
  }

  /// What is wrong now, and what was.
  ///
  /// @param notice what was just done, or empty
  public String alarms(Visitor visitor, AlarmsPage alarms, String notice) {
    return render(
        "alarms",
        Map.of(
            "frame",
            frame("Alarms", "alarms", visitor),
            "alarms",
            alarms,
            "notice",
            notice,
            "mayAct",
            visitor.may(Role.OPERATOR)));
  }

  /// One alarm.
  public String alarm(Visitor visitor, AlarmsPage.One one, String notice) {
    return render(
        "alarm",
        Map.of(
            "frame",
            frame("Alarm " + one.alarm().number(), "alarms", visitor),
            "one",
            one,
            "notice",
            notice,
            "mayAct",
            visitor.may(Role.OPERATOR)));
  }

  public String forecast(Visitor visitor, ForecastView forecast) {
    return render(
        "forecast", Map.of("frame", frame("Preview", "parked", visitor), "forecast", forecast));
  }

  public String notParked(Visitor visitor, long number) {
    return render(
        "problem",
        Map.of(
            "frame",
            frame("Not parked", "parked", visitor),
            "heading",
            "Nothing is parked as number " + number,
            "sentence",
            "It went through, a newer record took its place, or somebody discarded it. The trail"
                + " of the record says which."));
  }

  /// The list of audits.
  ///
  /// @param notice what was just done, or empty
  public String audits(Visitor visitor, AuditsPage audits, String notice) {
    return render(
        "audits",
        Map.of(
            "frame",
            frame("Audits", "audits", visitor),
            "audits",
            audits,
            "notice",
            notice,
            "mayAct",
            visitor.may(Role.OPERATOR)));
  }

  /// One audit.
  ///
  /// @param notice what was just done or refused, or empty
  public String audit(Visitor visitor, AuditPage page, String notice) {
    return render(
        "audit",
        Map.of(
            "frame",
            frame("Audit " + page.audit().id(), "audits", visitor),
            "page",
            page,
            "notice",
            notice,
            "mayAct",
            visitor.may(Role.OPERATOR)));
  }

  /// What mending some differences of an audit would change.
  public String auditMend(Visitor visitor, long id, AuditPage.Asked asked, AuditDesk.Stake stake) {
    return render(
        "auditmend",
        Map.of(
            "frame",
            frame("Mend audit " + id, "audits", visitor),
            "id",
            id,
            "asked",
            asked,
            "stake",
            stake,
            "mayAct",
            visitor.may(Role.OPERATOR)));
  }

  /// One audit as a document of its own, to be kept or printed: no script, nothing from elsewhere.
  public String auditPrint(AuditPage page) {
    return render(
        "auditprint", Map.of("frame", bare("Audit " + page.audit().id(), ""), "page", page));
  }

  /// The list of reports.
  ///
  /// @param mails those that are sent by themselves
  public String reports(Visitor visitor, Map<Period, List<Span>> spans, List<MailLine> mails) {
    return render(
        "reports",
        Map.of("frame", frame("Reports", "reports", visitor), "spans", spans, "mails", mails));
  }

  /// One report.
  ///
  /// @param earlier whether there is one of the span before
  public String report(Visitor visitor, Report report, boolean earlier) {
    return render(
        "report",
        Map.of(
            "frame",
            frame(report.title(), "reports", visitor),
            "report",
            report,
            "earlier",
            earlier));
  }

  /// A report as a document of its own, to be kept, printed or sent: no script, nothing from
  /// elsewhere.
  public String reportPrint(Report report) {
    return render("reportprint", Map.of("frame", bare(report.title(), ""), "report", report));
  }

  /// A report as mail programs show it: a document of its own whose styles stand with its elements,
  /// since many of them read no others.
  ///
  /// @param link to its page; empty for none
  public String reportMail(Report report, String link) {
    return render(
        "reportmail", Map.of("frame", bare(report.title(), ""), "report", report, "link", link));
  }

  public String noAudit(Visitor visitor, long id) {
    return render(
        "problem",
        Map.of(
            "frame",
            frame("No such audit", "audits", visitor),
            "heading",
            "There is no audit " + id,
            "sentence",
            "It may have been let go of: audits are kept for as long as audits.keep says."));
  }

  @Override
  public String login(LoginForm form) {
    return render(
        "login",
        Map.of(
            "frame",
            bare("Log in", form.csrfToken()),
            "notice",
            form.notice(),
            "next",
            form.next()));
  }

  @Override
  public String problem(int status) {
    Problem problem = Problem.of(status);
    return render(
        "problem",
        Map.of(
            "frame",
            bare(problem.heading(), ""),
            "heading",
            problem.heading(),
            "sentence",
            problem.sentence()));
  }

  private Frame frame(String title, String section, Visitor visitor) {
    return new Frame(
        title,
        section,
        visitor.name(),
        visitor.csrfToken(),
        assets,
        display,
        clock.instant(),
        counts.get());
  }

  private Frame bare(String title, String csrfToken) {
    return new Frame(title, "", "", csrfToken, assets, display, clock.instant(), Counts.NONE);
  }

  private String render(String template, Map<String, Object> values) {
    StringOutput output = new StringOutput();
    templates.render(template + ".jte", values, output);
    return output.toString();
  }

  /// What a page for a failed request says.
  private record Problem(String heading, String sentence) {
    static Problem of(int status) {
      return switch (status) {
        case 400 ->
            new Problem(
                "That request makes no sense here", "Check the address, or start at the overview.");
        case 403 ->
            new Problem(
                "You may not do that",
                "Your role does not allow it, or the page was open for too long. Load it again"
                    + " and retry.");
        case 404 ->
            new Problem("There is no such page", "Check the address, or start at the overview.");
        case 503 -> new Problem("Selvedge is starting", "Please try again in a few seconds.");
        default ->
            new Problem(
                "Something went wrong on our side",
                "It has been written to the hub's log. Nothing that was accepted is lost.");
      };
    }
  }
}
