package dev.selvedge.bench;

import dev.selvedge.TimeOrderedIds;
import dev.selvedge.app.Wiring;
import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.ProjectLoader;
import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.bench.scene.MixedRecords;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.Dotdigital;
import dev.selvedge.dotdigital.delivery.DotdigitalTarget;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.HubSettings;
import dev.selvedge.work.Store;
import dev.selvedge.work.hub.HandCrank;
import dev.selvedge.yaml.Environment;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// The measured half of [PlanBench]: prints its figures, a name and a number a line.
final class PlanRun {
  private static final int PAGE = 1_000;

  private PlanRun() {}

  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    int records = Integer.parseInt(arguments[1]);
    InstantSource clock = InstantSource.system();
    Project project = project(folder, clock);
    TimeOrderedIds ids = new TimeOrderedIds(clock);
    try (Store store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), ids);
        Dotdigital account = account(project, clock);
        HandCrank crank =
            new HandCrank(parts(project, store, account, clock, ids), HubSettings.standard())) {
      timed("accepted", records, () -> accept(store, records, clock));
      timed("resolved", records, crank::resolve);
      say("left in the inbox", store.read(ports -> ports.inbox().backlog()));
      say("parked", store.read(ports -> ports.parked().count()));
      say(
          "planned deliveries",
          store.read(
              ports ->
                  ports.deliveries().counts().stream().mapToLong(Deliveries.Count::count).sum()));
    }
  }

  private static void accept(Store store, int records, InstantSource clock) {
    for (int from = 0; from < records; from += PAGE) {
      List<SourceRecord> page =
          MixedRecords.page(from, Math.min(PAGE, records - from), clock.instant());
      store.change(ports -> ports.inbox().accept(page, clock.instant()));
    }
  }

  private static void timed(String what, int records, Runnable work) {
    Duration cpu = cpu();
    long begin = System.nanoTime();
    work.run();
    double seconds = (System.nanoTime() - begin) / 1e9;
    say(what + ", records/s", records / seconds);
    say(what + ", CPU a record, ms", cpu().minus(cpu).toNanos() / 1e6 / records);
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private static void say(String name, double value) {
    System.out.println(name + '\t' + value);
  }

  static Project project(Path folder, InstantSource clock) {
    Wiring wiring = new Wiring(new Environment(Map.of()), clock, new Random(1));
    Loaded loaded =
        new ProjectLoader(wiring.environment(), wiring.connectors(), clock).load(folder);
    return switch (loaded) {
      case Loaded.Ready ready -> ready.project();
      case Loaded.Faulty faulty ->
          throw new BenchException("the benchmark's project is faulty: " + faulty.problems());
    };
  }

  static Dotdigital account(Project project, InstantSource clock) {
    return Dotdigital.open(
        ClientConfig.of(project.dotdigital().endpoint(), new Credentials("nobody", "nothing")),
        clock);
  }

  static HubParts parts(
      Project project, Store store, Dotdigital account, InstantSource clock, TimeOrderedIds ids) {
    return new HubParts(
        store,
        List.of(),
        project.mappings(),
        rules(project),
        List.of(new DotdigitalTarget(account, TargetSettings.of(Map.of(), "Orders"), clock)),
        clock,
        ids,
        new Random(1),
        DiskReserve.none(),
        "bench");
  }

  static PlanRules rules(Project project) {
    return new PlanRules(
        project.fields(),
        project.figures().fields(),
        project.currency().getCurrencyCode(),
        project.dotdigital().ordersCollection());
  }
}
