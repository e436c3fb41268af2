package dev.selvedge.bench;

import dev.selvedge.bench.load.CustomerCalls;
import dev.selvedge.bench.load.EventDriver;
import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.Pause;
import dev.selvedge.bench.scene.StoreView;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/// Many changes of existing contacts, each told by a webhook of its own, into an account with few
/// calls: how long until every contact holds what was told last, and how many calls that took. A
/// first round, not measured, is for the compiler.
///
/// @param contacts that change
/// @param changes of each
record ConvergeBench(int contacts, int changes) implements Benchmark {
  private static final int CALLS_A_MINUTE = 500;
  private static final int CONNECTIONS = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(5);

  /// So that no call made before the measured round counts as made lately.
  private static final Duration CALM = Duration.ofSeconds(12);

  @Override
  public String name() {
    return String.format("converge, %,d events over %,d contacts", contacts * changes, contacts);
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    Limits limits = Limits.defaults().withTiers(CALLS_A_MINUTE, CALLS_A_MINUTE, CALLS_A_MINUTE);
    try (SandboxServer sandbox =
        SandboxServer.start(
            SandboxConfig.defaults().settings(Settings.defaults().withLimits(limits)))) {
      Brand brand = Brand.ofWebhooks(folder, sandbox.baseUrl());
      try (HubProcess hub = HubProcess.start(brand, true).awaitReady();
          StoreView store = new StoreView(brand.store())) {
        EventDriver events = new EventDriver(brand.port(), CONNECTIONS);
        events.drive(contacts, customer -> CustomerCalls.change(customer, 0));
        settle(sandbox, store, 0);
        round(events, 1);
        settle(sandbox, store, changes);
        Pause.millis(CALM.toMillis());
        sandbox.calls().clear();
        Duration cpu = hub.cpu();
        measure(events, sandbox, store, figures);
        figures.add(
            "hub CPU an event, ms",
            hub.cpu().minus(cpu).toNanos() / 1e6 / ((double) contacts * changes));
      }
    }
  }

  private void measure(
      EventDriver events, SandboxServer sandbox, StoreView store, Figures figures) {
    EventDriver.Sent sent = round(events, 1 + changes);
    StoreView.await(
        () -> Held.stale(sandbox, contacts, 2 * changes) == 0, PATIENCE, "the latest values");
    figures.add(
        "first event to every contact right, s", (System.nanoTime() - sent.beginNanos()) / 1e9);
    figures.add("first event to the last accepted, s", sent.seconds());
    figures.count("put off and sent again", sent.putOff());
    settle(sandbox, store, 2 * changes);
    figures.count("contacts left stale", Held.stale(sandbox, contacts, 2 * changes));
    figures.count("parked", store.parked());
    CallFigures.add(figures, "", sandbox.calls().traffic());
    figures.count("calls, theoretical minimum", Math.ceilDiv(contacts, Brand.BATCH));
    figures.count("one call an event: calls", (long) contacts * changes);
    figures.add(
        "one call an event: minutes at 500 a minute", (double) contacts * changes / CALLS_A_MINUTE);
  }

  /// Every contact changes once before any changes again.
  private EventDriver.Sent round(EventDriver events, int firstVersion) {
    return events.drive(
        contacts * changes,
        event -> CustomerCalls.change(event % contacts, firstVersion + event / contacts));
  }

  private void settle(SandboxServer sandbox, StoreView store, int version) {
    StoreView.await(
        () -> store.isAtRest() && Held.stale(sandbox, contacts, version) == 0,
        PATIENCE,
        "version " + version + " of the contacts");
  }
}
