package dev.selvedge.bench.poll;

import dev.selvedge.SystemName;
import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/// The measured half of the polls: reads a system to its end, page by page, with a new source for
/// none of them, and prints its figures, a name and a number a line.
final class PollRun {
  private static final int PAGE = 1_000;
  private static final double MEGABYTE = 1 << 20;

  private PollRun() {}

  public static void main(String[] arguments) {
    Family family = Family.valueOf(arguments[0]);
    Path folder = Path.of(arguments[1]);
    int records = Integer.parseInt(arguments[2]);
    Problems problems = new Problems();
    Connector.Plan plan =
        family
            .connector()
            .plan(
                new SystemName("bench"),
                YamlReader.readMapping(
                        "options.yaml",
                        family.options(folder, Integer.parseInt(arguments[3])),
                        problems)
                    .orElseThrow(),
                new Connector.Surroundings(folder, InstantSource.system()),
                problems);
    if (!problems.isEmpty()) {
      throw new BenchException("faulty options: " + problems.sorted());
    }
    try (Connector.Opened opened = plan.open()) {
      PolledSource source =
          opened.polled().stream()
              .filter(one -> one.feed().kind().value().equals(family.kind()))
              .findFirst()
              .orElseThrow();
      read(source, records);
    }
  }

  private static void read(PolledSource source, int records) {
    Duration cpu = cpu();
    long begin = System.nanoTime();
    Cursor cursor = Cursor.START;
    long read = 0;
    long bytes = 0;
    double early = 0;
    boolean more = true;
    // Every page but the last gives something new, and a repeat of what it begins with.
    for (long pages = 0; more; pages++) {
      if (pages > 10L * records) {
        throw new BenchException("the list has no end");
      }
      Page page = source.poll(cursor, Instant.now(), PAGE);
      cursor = page.next();
      more = page.more();
      read += page.records().size();
      bytes += page.records().stream().mapToLong(one -> one.body().size()).sum();
      if (early == 0 && read >= records / 10) {
        early = live();
      }
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    say("records read", (double) read);
    say("records/s", read / seconds);
    say("MB/s of bodies", bytes / MEGABYTE / seconds);
    say("CPU a record, ms", cpu().minus(cpu).toNanos() / 1e6 / read);
    say("heap in use after a tenth, collected, MB", early);
    say("heap in use at the end, collected, MB", live());
  }

  private static double live() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return (runtime.totalMemory() - runtime.freeMemory()) / MEGABYTE;
  }

  private static Duration cpu() {
    return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
  }

  private static void say(String name, double value) {
    System.out.println(name + '\t' + value);
  }
}
