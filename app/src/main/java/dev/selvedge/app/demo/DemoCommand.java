package dev.selvedge.app.demo;

import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.SharedOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// `selvedge demo`: everything at work, without any set-up.
@Command(
    name = "demo",
    description =
        "Run a demo brand against a local Dotdigital: a customer database is synced, then a shop"
            + " sends what happens. Stop it with Ctrl-C.")
public final class DemoCommand implements Callable<Integer> {
  private static final int STANDARD_CUSTOMERS = 5_000;
  private static final int STANDARD_PORT = 8480;
  private static final long STANDARD_SEED = 7;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();

  @Option(
      names = "--customers",
      description = "How many customers the brand has. Default: ${DEFAULT-VALUE}.")
  private int customers = STANDARD_CUSTOMERS;

  @Option(
      names = "--keep",
      paramLabel = "folder",
      description = "Keep everything in this folder, and go on from it the next time.")
  private String keep = "";

  @Option(
      names = "--port",
      description = "The dashboard's port; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
  private int port = STANDARD_PORT;

  @Option(
      names = "--seconds",
      description = "End by itself so many seconds after the first sync. Default: never.")
  private long seconds;

  @Option(
      names = "--seed",
      description = "Which story the shop plays: one seed, one story. Default: ${DEFAULT-VALUE}.")
  private long seed = STANDARD_SEED;

  public DemoCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Demo.Wishes wishes =
        new Demo.Wishes(customers, port, Duration.ofSeconds(seconds), seed, shared.json());
    Printer printer = new Printer(desk.terminal(), shared);
    try {
      if (!keep.isEmpty()) {
        new Demo(desk, printer, wishes, shared.quiet() || shared.json())
            .run(Path.of(keep).toAbsolutePath().normalize());
        return ExitCode.OK.number();
      }
      Path folder = Files.createTempDirectory("selvedge-demo-");
      try {
        new Demo(desk, printer, wishes, shared.quiet() || shared.json()).run(folder);
      } finally {
        delete(folder);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "the demo's folder cannot be written", "name another with --keep", e);
    }
    return ExitCode.OK.number();
  }

  private static void delete(Path folder) throws IOException {
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(folder)) {
      paths = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
