package dev.selvedge.bench;

import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.http.HttpConfig;
import dev.selvedge.app.http.HttpParts;
import dev.selvedge.app.http.HttpServer;
import dev.selvedge.app.page.Display;
import dev.selvedge.app.page.StoreViews;
import dev.selvedge.app.page.TargetLines;
import dev.selvedge.app.parked.StoreParkedRoom;
import dev.selvedge.app.report.StoreReportDesk;
import dev.selvedge.app.security.SecuritySettings;
import dev.selvedge.bench.hook.Caller;
import dev.selvedge.bench.scene.NoAudits;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.StoreAlarmActs;
import dev.selvedge.work.hub.Hub;
import dev.selvedge.work.replay.ReplayParts;
import dev.selvedge.work.report.Reported;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The measured half of [IntakeAloneBench] and [HookBench]: the hub's own HTTP server, webhook
/// source, committer and store, joined as in the program, with a hub whose loops are never started.
/// Ends with its input.
///
/// Arguments: the project's folder, and perhaps a [Caller] whose system is called, too.
final class IntakeRun {
  private IntakeRun() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    InstantSource clock = InstantSource.system();
    Project project = PlanRun.project(folder, clock);
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    try (HttpServer http = HttpServer.start(HttpConfig.loopback(project.http().port()));
        Store store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids);
        Dotdigital account = PlanRun.account(project, clock);
        Hub hub =
            new Hub(PlanRun.parts(project, store, account, clock, ids), HubSettings.standard())) {
      Map<SystemName, WebhookSource> hooks = hooks(project);
      for (String caller : List.of(arguments).subList(1, arguments.length)) {
        hooks.put(Caller.SYSTEM, Caller.valueOf(caller).source(folder, clock));
      }
      http.ready(parts(project, new Inside(store, hub, clock, ids), hooks));
      while (System.in.read() >= 0) {
        // nobody says anything; only the end counts
      }
    }
  }

  /// What a running hub is made of, as far as pages and webhooks ask for it.
  private record Inside(Store store, Hub hub, InstantSource clock, TimeOrderedIds ids) {}

  private static Map<SystemName, WebhookSource> hooks(Project project) {
    Map<SystemName, WebhookSource> hooks = new HashMap<>();
    for (Project.SourceSystem system : project.systems()) {
      system.plan().open().webhooks().forEach(hook -> hooks.put(system.name(), hook));
    }
    return hooks;
  }

  private static HttpParts parts(
      Project project, Inside inside, Map<SystemName, WebhookSource> hooks) {
    return new HttpParts(
        new HttpParts.Hooks(
            name -> Optional.ofNullable(hooks.get(name)),
            inside.hub().intake(),
            inside.hub().hints(),
            inside.hub().notes()),
        new HttpParts.Screens(
            new StoreViews(
                inside.store(),
                List.of(),
                person -> Optional.empty(),
                new TargetLines(List.of()),
                inside.clock()),
            new StoreParkedRoom(
                new ReplayParts(
                    inside.store(),
                    project.mappings(),
                    PlanRun.rules(project),
                    List.of(),
                    inside.clock(),
                    inside.ids())),
            new StoreAlarmActs(inside.store(), inside.clock()),
            new NoAudits(),
            new StoreReportDesk(
                inside.store(),
                Reported.Scene.of(List.of(), List.of(), Promises.STANDARD),
                project.name(),
                ZoneOffset.UTC,
                inside.clock()),
            HttpParts.Rooms.NONE,
            new Display(ZoneOffset.UTC)),
        new HttpParts.Login(name -> Optional.empty(), SecuritySettings.STANDARD),
        new HttpParts.Operations(
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Secret(""), Optional::empty),
        inside.clock());
  }
}
