package dev.selvedge.app;

import dev.selvedge.IdSource;
import dev.selvedge.Lane;
import dev.selvedge.SystemName;
import dev.selvedge.app.alarm.AlarmWatch;
import dev.selvedge.app.audit.AuditDesk;
import dev.selvedge.app.audit.StoreAuditDesk;
import dev.selvedge.app.automation.DryRuns;
import dev.selvedge.app.cli.Backstage.RunningHub;
import dev.selvedge.app.config.Inward;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.report.MailedReport;
import dev.selvedge.app.config.watch.Watching;
import dev.selvedge.app.heartbeat.Heartbeat;
import dev.selvedge.app.http.HttpConfig;
import dev.selvedge.app.http.HttpParts;
import dev.selvedge.app.http.HttpServer;
import dev.selvedge.app.mail.report.ReportPost;
import dev.selvedge.app.metric.HubMetrics;
import dev.selvedge.app.page.Display;
import dev.selvedge.app.page.PersonPages;
import dev.selvedge.app.page.StoreViews;
import dev.selvedge.app.page.TargetLines;
import dev.selvedge.app.parked.StoreParkedRoom;
import dev.selvedge.app.report.StoreReportDesk;
import dev.selvedge.app.security.SecuritySettings;
import dev.selvedge.app.security.UsersFile;
import dev.selvedge.app.trace.Tracing;
import dev.selvedge.connector.Restarter;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.consent.ConsentDelivery;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget;
import dev.selvedge.dotdigital.inward.DecisionMapper;
import dev.selvedge.dotdigital.inward.InwardFeeds;
import dev.selvedge.dotdigital.inward.InwardSettings;
import dev.selvedge.dotdigital.inward.OptOutHint;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.inbox.FreeSpace;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.mapping.Topic;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.send.SendRules;
import dev.selvedge.send.Target;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.FeedState;
import dev.selvedge.work.FirstReading;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.Concerns;
import dev.selvedge.work.alarm.StoreAlarmActs;
import dev.selvedge.work.audit.AuditStep;
import dev.selvedge.work.audit.Auditor;
import dev.selvedge.work.audit.Pause;
import dev.selvedge.work.hub.Hub;
import dev.selvedge.work.poll.TollGate;
import dev.selvedge.work.replay.ReplayParts;
import dev.selvedge.work.report.Reported;
import dev.selvedge.work.schema.DailyLook;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// One project at work: its systems, its loops, its HTTP server. Closing it goes backwards.
/// Thread-safe.
final class RunningProject implements RunningHub {
  private static final int BODIES_IN_HAND = 64 * 1024 * 1024;

  private final Foundation foundation;
  private final OpenSystems systems;
  private final Hub hub;
  private final HttpServer http;
  private final DryRuns dryRuns;
  private final StoreAuditDesk audits;
  private final Rests rests;
  private final AlarmWatch alarms;
  private final List<Heartbeat> heartbeats;

  private RunningProject(
      Foundation foundation,
      OpenSystems systems,
      Hub hub,
      HttpServer http,
      DryRuns dryRuns,
      StoreAuditDesk audits,
      Rests rests,
      AlarmWatch alarms,
      List<Heartbeat> heartbeats) {
    this.foundation = foundation;
    this.systems = systems;
    this.hub = hub;
    this.http = http;
    this.dryRuns = dryRuns;
    this.audits = audits;
    this.rests = rests;
    this.alarms = alarms;
    this.heartbeats = List.copyOf(heartbeats);
  }

  /// What a project stands on.
  record Foundation(
      Project project,
      Store store,
      Dotdigital account,
      DotdigitalTarget target,
      List<ConsentDelivery> told,
      PlanRules rules,
      Tracing tracing) {
    SendRules sending() {
      return project.dotdigital().sending().rules();
    }

    /// The project's own mappings, and what is understood of what Dotdigital tells.
    RecordMapper mapper() {
      return new DecisionMapper(target.name(), project.identity().emails(), project.mapper());
    }

    List<Target> targets() {
      List<Target> targets = new ArrayList<>(List.of(target));
      targets.addAll(told);
      return targets;
    }

    Outlook outlook(Target one) {
      Outlook outlook = Outlook.of(one, one.rules(sending()).policy());
      return one == target
          ? outlook.awaiting(PastOptOutsFirst.of(project, target.title()))
          : outlook;
    }

    /// What audits work with.
    ///
    /// @param sources of which single records can be read
    Auditor.Parts auditing(List<TargetedSource> sources, World world, Pause pause) {
      return new Auditor.Parts(
          store,
          rules,
          target.mirror(project.identity().emails()),
          new TollGate(store, List.of(target), Lane.BULK, sending().policy()),
          mapper(),
          sources,
          world.clock(),
          world.ids(),
          pause);
    }

    List<Outlook> outlooks() {
      return targets().stream().map(this::outlook).toList();
    }

    List<Holder> holders() {
      return targets().stream().map(one -> new Holder(one.name(), one.facets())).toList();
    }
  }

  /// Time, numbers, chance, and the disk of the store.
  record World(
      InstantSource clock,
      IdSource ids,
      RandomGenerator dice,
      DiskReserve reserve,
      FreeSpace space) {}

  /// Listens at once, answers 503 until everything is up, then opens.
  static RunningProject start(Foundation foundation, World world) {
    Project project = foundation.project();
    HttpServer http = HttpServer.start(httpConfig(project));
    OpenSystems systems = OpenSystems.of(project);
    Hub hub = hub(foundation, systems, world);
    Rests rests = new Rests();
    StoreAuditDesk audits = audits(foundation, systems, hub, world, rests);
    List<StoreViews.Route> routes = routes(foundation);
    Concerns concerns =
        StoreViews.concerns(routes, project.calendar())
            .startingAt(world.clock().instant(), foundation.store());
    AlarmWatch alarms = AlarmWatch.of(project, foundation.store(), world.clock());
    alarms.join(hub, alarms.standard(foundation.outlooks(), concerns, world.space()));
    hub.atLeisure(
        "schemas",
        new DailyLook(
            foundation.store(),
            Wiring.schemaLook(project, foundation.store(), foundation.target(), world.clock()),
            world.clock()));
    ReportPost.join(hub, project, foundation.store(), reports(foundation, world), world.clock());
    hub.start();
    Map<SystemName, WebhookSource> hooks = new HashMap<>(systems.hooks());
    hint(foundation, hub).ifPresent(hint -> hooks.put(foundation.target().name(), hint));
    DryRuns dryRuns =
        new DryRuns(foundation.store(), foundation.rules(), world.clock(), ZoneId.systemDefault());
    StoreViews views = views(foundation, routes, concerns, dryRuns, world);
    HttpParts.Rooms rooms =
        DashboardRooms.of(foundation, systems, inward(foundation), alarms, world);
    http.ready(parts(foundation, hub, hooks, views, systems.restarters(), audits, rooms, world));
    return new RunningProject(
        foundation,
        systems,
        hub,
        http,
        dryRuns,
        audits,
        rests,
        alarms,
        heartbeats(project.watching().heartbeat(), hub));
  }

  private static List<Heartbeat> heartbeats(Watching.Beat beat, Hub hub) {
    return beat.isOn()
        ? List.of(
            Heartbeat.start(
                URI.create(beat.url().reveal()),
                beat.every(),
                () -> hub.standstill(beat.stuckAfter())))
        : List.of();
  }

  private static Hub hub(Foundation foundation, OpenSystems systems, World world) {
    Project project = foundation.project();
    List<HubParts.PolledFeed> polled = new ArrayList<>(systems.polled());
    polled.addAll(inward(foundation));
    return new Hub(
        new HubParts(
            foundation.store(),
            polled,
            foundation.mapper(),
            foundation.rules(),
            foundation.targets(),
            world.clock(),
            world.ids(),
            world.dice(),
            world.reserve(),
            "run-" + world.ids().next(),
            foundation.tracing().tracer()),
        HubSettings.standard()
            .withSending(foundation.sending())
            .withKeepBodies(project.retention().bodies())
            .withKeep(project.retention().keep())
            .withOrphansAfter(project.orders().orphansAfter()));
  }

  private static Auditor.Parts auditing(
      Foundation foundation, OpenSystems systems, World world, Rests rests) {
    return foundation.auditing(systems.targeted(), world, rests).withCounted(systems.counted());
  }

  private static StoreAuditDesk audits(
      Foundation foundation, OpenSystems systems, Hub hub, World world, Rests rests) {
    Project project = foundation.project();
    AuditStep step = new AuditStep(project.audits(), auditing(foundation, systems, world, rests));
    // what mends reads the account beside an audit, and not by the same mirror
    return new StoreAuditDesk(
        auditing(foundation, systems, world, rests),
        step,
        hub.atLeisure("audit", step),
        project.audits().repair().atMost());
  }

  /// What people decide at Dotdigital is read like any system, out of the allowance of calls.
  private static List<HubParts.PolledFeed> inward(Foundation foundation) {
    Inward inward = foundation.project().dotdigital().inward();
    DotdigitalTarget target = foundation.target();
    List<FirstReading> first = PastOptOutsFirst.of(foundation.project(), target.title());
    Project.Consent consent = foundation.project().consent();
    InwardSettings settings =
        inward
            .settings()
            .withLists(consent.named(Topic.Grain.LIST))
            .withPreferences(consent.named(Topic.Grain.PREFERENCE))
            .withEmails(foundation.project().identity().emails());
    return InwardFeeds.of(foundation.account(), settings, target.title()).stream()
        .map(
            source ->
                new HubParts.PolledFeed(
                    source,
                    Timetable.every(inward.every()),
                    Duration.ZERO,
                    cursor ->
                        source.calls(cursor).stream()
                            .map(target::counterOf)
                            .filter(counter -> !counter.isEmpty())
                            .toList(),
                    first.stream()
                        .filter(reading -> reading.feed().equals(source.feed()))
                        .toList()))
        .toList();
  }

  private static Optional<WebhookSource> hint(Foundation foundation, Hub hub) {
    Inward.Hint hint = foundation.project().dotdigital().inward().hint();
    return hint.isOn()
        ? Optional.of(
            new OptOutHint(
                hint.header(), hint.secret(), () -> hub.pollNow(foundation.target().name())))
        : Optional.empty();
  }

  private static HttpConfig httpConfig(Project project) {
    Project.Http http = project.http();
    return new HttpConfig(
        http.bind(),
        http.port(),
        http.https(),
        http.maxBody(),
        Math.max(BODIES_IN_HAND, http.maxBody()));
  }

  private static HttpParts parts(
      Foundation foundation,
      Hub hub,
      Map<SystemName, WebhookSource> hooks,
      StoreViews views,
      Map<SystemName, Restarter> restarters,
      AuditDesk audits,
      HttpParts.Rooms rooms,
      World world) {
    Project project = foundation.project();
    Map<SystemName, WebhookSource> known = Map.copyOf(hooks);
    return new HttpParts(
        new HttpParts.Hooks(
            name -> Optional.ofNullable(known.get(name)),
            hub.intake(),
            hub.hints(),
            hub.notes(),
            foundation.tracing().tracer()),
        new HttpParts.Screens(
            views,
            new StoreParkedRoom(
                new ReplayParts(
                    foundation.store(),
                    foundation.mapper(),
                    foundation.rules(),
                    foundation.holders(),
                    world.clock(),
                    world.ids()),
                name -> Optional.ofNullable(restarters.get(name))),
            new StoreAlarmActs(foundation.store(), world.clock()),
            audits,
            reports(foundation, world),
            rooms,
            new Display(ZoneId.systemDefault())),
        new HttpParts.Login(UsersFile.in(project.folder()), SecuritySettings.STANDARD),
        new HttpParts.Operations(
            meters(foundation, hub, world), new dev.selvedge.Secret(""), () -> trouble(hub)),
        world.clock());
  }

  private static StoreReportDesk reports(Foundation foundation, World world) {
    Project project = foundation.project();
    return new StoreReportDesk(
        foundation.store(),
        Reported.Scene.of(
                project.read().stream().map(feed -> feed.system()).toList(),
                foundation.targets().stream().map(Target::name).toList(),
                project.promises())
            .attributing(project.reports().attributed()),
        project.name(),
        project.alarms().zone(),
        world.clock(),
        project.reports().mails().stream().map(MailedReport::shown).toList());
  }

  private static List<StoreViews.Route> routes(Foundation foundation) {
    Project project = foundation.project();
    return project.read().stream()
        .map(
            feed ->
                new StoreViews.Route(
                    feed,
                    project.destination(feed, foundation.target().title()),
                    project.timetable(feed)))
        .toList();
  }

  private static StoreViews views(
      Foundation foundation,
      List<StoreViews.Route> routes,
      Concerns concerns,
      DryRuns dryRuns,
      World world) {
    PersonPages persons =
        new PersonPages(foundation.store(), foundation.rules(), DashboardRooms.titles(foundation));
    return new StoreViews(
            foundation.store(),
            routes,
            persons::page,
            new TargetLines(foundation.outlooks()),
            world.clock(),
            concerns,
            foundation.project().automations(),
            dryRuns::page)
        .promising(
            foundation.project().promises(), new MappingTexts(foundation.project().folder())::of);
  }

  private static PrometheusMeterRegistry meters(Foundation foundation, Hub hub, World world) {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    meters.config().commonTags("project", foundation.project().name());
    new JvmMemoryMetrics().bindTo(meters);
    new JvmThreadMetrics().bindTo(meters);
    new ProcessorMetrics().bindTo(meters);
    new UptimeMetrics().bindTo(meters);
    meters
        .getPrometheusRegistry()
        .register(
            new HubMetrics(
                new HubMetrics.Source(
                    foundation.project().name(),
                    foundation.store(),
                    foundation.project().promises(),
                    foundation.targets().stream().map(Target::name).toList(),
                    () -> trouble(hub).isEmpty()),
                world.clock()));
    return meters;
  }

  /// Whether it takes records in, which it does also while a target is ill: who takes it out of
  /// service then loses webhooks.
  private static Optional<String> trouble(Hub hub) {
    String intake = hub.intakeTrouble();
    return intake.isEmpty() ? Optional.empty() : Optional.of(intake);
  }

  @Override
  public URI dashboard() {
    return URI.create(http.url());
  }

  @Override
  public Store store() {
    return foundation.store();
  }

  @Override
  public List<FeedState> feeds() {
    return hub.feeds();
  }

  /// The door first, so that nothing more comes in; then the loops; then what they stood on.
  @Override
  public void close() {
    heartbeats.forEach(Heartbeat::close);
    http.close();
    dryRuns.close();
    rests.close();
    audits.close();
    hub.close();
    alarms.close();
    foundation.told().forEach(ConsentDelivery::close);
    systems.close();
    foundation.account().close();
    foundation.store().close();
    foundation.tracing().close();
  }
}
