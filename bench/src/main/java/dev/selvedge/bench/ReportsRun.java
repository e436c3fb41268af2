package dev.selvedge.bench;

import com.sun.management.OperatingSystemMXBean;
import dev.selvedge.SystemName;
import dev.selvedge.TimeOrderedIds;
import dev.selvedge.app.report.Audience;
import dev.selvedge.app.report.Report;
import dev.selvedge.app.report.StoreReportDesk;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.watch.report.Period;
import dev.selvedge.watch.report.Span;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import dev.selvedge.work.report.Figures;
import dev.selvedge.work.report.Reported;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;

/// The measured half of [ReportsBench]: prints its figures, a name and a number a line.
final class ReportsRun {
  private static final List<SystemName> SYSTEMS =
      List.of(new SystemName("shop"), new SystemName("erp"), new SystemName("dotdigital"));

  /// SQLite works within the process; that of its compiler and collector is in it.
  private static final OperatingSystemMXBean CPU =
      ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

  private ReportsRun() {}

  /// Measures the reports of a store.
  ///
  /// @param arguments where the store's file is, and the time of the reports
  public static void main(String[] arguments) {
    Instant now = Instant.parse(arguments[1]);
    InstantSource clock = InstantSource.fixed(now);
    StoreConfig config = StoreConfig.file(Path.of(arguments[0]));
    try (Store store = Stores.open(config, new TimeOrderedIds(clock))) {
      measure(store, clock);
    }
  }

  /// Makes every report twice: the first pays for what is not in memory yet.
  static void measure(Store store, InstantSource clock) {
    StoreReportDesk desk =
        new StoreReportDesk(
            store,
            Reported.Scene.of(SYSTEMS, List.of(), Promises.STANDARD),
            "bench",
            ZoneOffset.UTC,
            clock);
    for (String time : List.of("", ", again")) {
      for (Period period : Period.values()) {
        Span span = Span.lastBefore(clock.instant(), period, ZoneOffset.UTC);
        String what = "report of a " + period.word() + time;
        timed(what + ", consent", () -> consent(store, span));
        timed(what + ", orders", () -> orders(store, span));
        Figures[] figures = new Figures[1];
        timed(what + ", whole", () -> figures[0] = whole(desk, span));
        say(
            what + ", decisions",
            (double) (figures[0].decided("OPT_IN") + figures[0].decided("OPT_OUT")));
        say(
            what + ", orders after automations",
            (double) figures[0].earned().stream().mapToLong(Figures.Earned::orders).sum());
      }
    }
  }

  private static void consent(Store store, Span span) {
    store.<Integer>read(
        ports ->
            ports
                .tallies()
                .decided(SYSTEMS.stream().map(SystemName::value).toList(), span.start(), span.end())
                .size());
  }

  private static void orders(Store store, Span span) {
    store.<Integer>read(
        ports -> Reported.earned(ports, span.start(), span.end(), Duration.ofDays(7)).size());
  }

  private static Figures whole(StoreReportDesk desk, Span span) {
    Reported reported = desk.read(span.period(), span.first()).orElseThrow();
    Report report = desk.report(reported, Audience.OPERATIONS);
    if (report.sections().isEmpty() || reported.before().isEmpty()) {
      throw new IllegalStateException("that is no report");
    }
    return reported.now();
  }

  private static void timed(String what, Runnable work) {
    long begin = System.nanoTime();
    long spent = CPU.getProcessCpuTime();
    work.run();
    say(what + ", s", (System.nanoTime() - begin) / 1e9);
    say(what + ", CPU s", (CPU.getProcessCpuTime() - spent) / 1e9);
  }

  private static void say(String name, double value) {
    System.out.println(name + '\t' + value);
  }
}
