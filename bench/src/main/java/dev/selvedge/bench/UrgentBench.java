package dev.selvedge.bench;

import dev.selvedge.bench.ConsentWatch.Decision;
import dev.selvedge.bench.scene.Brand;
import dev.selvedge.bench.scene.CustomerTable;
import dev.selvedge.bench.scene.HubProcess;
import dev.selvedge.bench.scene.StoreView;
import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import dev.selvedge.sandbox.call.Tier;
import dev.selvedge.sandbox.limit.Habit;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.sandbox.traffic.Traffic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Decisions about the newsletter, told by webhook at a steady pace while a large table is
/// backfilled: how soon Dotdigital receives the write each leads to. All are about contacts that
/// Dotdigital already holds.
///
/// @param customers rows; enough that the backfill outlasts the decisions
/// @param decisions half opt-outs, then half opt-ins
/// @param every the pace
record UrgentBench(int customers, int decisions, Duration every, Account account)
    implements Benchmark {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final int LOW = 35;
  private static final int MEDIUM = 150;
  private static final int HIGH = 600;
  private static final int BURST_AT_SECOND = 20;

  /// What the account allows.
  enum Account {
    UNTHROTTLED("unthrottled"),
    NARROW("35 low-tier calls a minute"),
    SHARED("35 low-tier calls a minute, half of all tiers spent by a stranger in bursts");

    private final String words;

    Account(String words) {
      this.words = words;
    }
  }

  @Override
  public String name() {
    return String.format("urgent during a backfill of %,d, %s", customers, account.words);
  }

  @Override
  public void run(Path folder, Figures figures) throws IOException {
    try (SandboxServer sandbox = SandboxServer.start(config())) {
      if (account == Account.SHARED) {
        sandbox.strangers().begin(Habit.burst(Tier.LOW, LOW / 2, BURST_AT_SECOND));
        sandbox.strangers().begin(Habit.burst(Tier.MEDIUM, MEDIUM / 2, BURST_AT_SECOND));
        sandbox.strangers().begin(Habit.burst(Tier.HIGH, HIGH / 2, BURST_AT_SECOND));
      }
      Brand brand = Brand.ofTable(folder, sandbox.baseUrl());
      new CustomerTable(folder.resolve("crm.db"), customers).fill();
      int before = sandbox.inside().contactCount();
      try (HubProcess hub = HubProcess.start(brand, true, "-Xmx512m").awaitReady();
          StoreView store = new StoreView(brand.store());
          ConsentWatch watch = new ConsentWatch(sandbox, brand.port())) {
        List<Decision> all = mixed();
        List<String> known = all.stream().map(Decision::address).toList();
        StoreView.await(
            () -> store.acknowledged(known) == known.size(), PATIENCE, "the first contacts");
        figures.add("process start to the first decision, s", hub.sinceStart().toNanos() / 1e9);
        figures.count("inbox when the decisions begin", store.backlog());
        sandbox.calls().clear();
        int filled = sandbox.inside().contactCount();
        watch.tell(all, every);
        figures.count("inbox when the last is told", store.backlog());
        figures.count("backfilled meanwhile", sandbox.inside().contactCount() - filled);
        figures.count(
            "left to backfill then (0: it was too short)",
            customers - (sandbox.inside().contactCount() - before));
        figures.count("decisions that did not arrive", watch.finish(PATIENCE));
        watch.addTo(figures);
        calls(sandbox.calls().traffic(), figures);
      }
    }
  }

  private SandboxConfig config() {
    Settings settings =
        Settings.defaults().withLimits(Limits.defaults().withTiers(LOW, MEDIUM, HIGH));
    return switch (account) {
      case UNTHROTTLED -> SandboxConfig.unthrottled();
      case NARROW, SHARED -> SandboxConfig.defaults().settings(settings);
    };
  }

  private static void calls(Traffic traffic, Figures figures) {
    CallFigures.add(figures, "", traffic);
    figures.add("share of calls answered 429, %", 100 * traffic.share(429));
    figures.add(
        "share of medium-tier calls answered 429, %", 100 * traffic.share(Tier.MEDIUM, 429));
  }

  /// Among the customers that are read first: those who want the newsletter opt out, then others
  /// opt in.
  private List<Decision> mixed() {
    int half = decisions / 2;
    return Stream.concat(
            first(half, CustomerTable::wantsNewsletter)
                .map(address -> new Decision(address, false)),
            first(decisions - half, number -> !CustomerTable.wantsNewsletter(number))
                .map(address -> new Decision(address, true)))
        .toList();
  }

  private static Stream<String> first(int count, IntPredicate wanted) {
    return IntStream.iterate(0, number -> number + 1)
        .filter(wanted)
        .limit(count)
        .mapToObj(CustomerTable::address);
  }
}
