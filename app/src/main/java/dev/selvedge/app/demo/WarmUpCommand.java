package dev.selvedge.app.demo;

import dev.selvedge.app.cli.Desk;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/// `selvedge warm-up`: a short run of nearly everything, from which the JVM learns what to keep for
/// the next start. The start script calls it.
@Command(name = "warm-up", hidden = true, description = "A short training run for the JVM.")
public final class WarmUpCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final Desk desk;

  public WarmUpCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Thread.ofVirtual().name("patience").start(this::endInTime);
    return new CommandLine(new DemoCommand(desk))
        .execute("--customers", "100", "--port", "0", "--seconds", "3", "--quiet");
  }

  /// Nobody watches this run, so it must not go on for ever.
  private void endInTime() {
    if (!desk.stop().await(PATIENCE)) {
      desk.stop().stop();
    }
  }
}
