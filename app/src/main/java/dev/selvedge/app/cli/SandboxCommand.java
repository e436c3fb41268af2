package dev.selvedge.app.cli;

import dev.selvedge.sandbox.SandboxConfig;
import dev.selvedge.sandbox.SandboxServer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/// `selvedge sandbox`: a local Dotdigital.
@Command(
    name = "sandbox",
    description = "Run a local Dotdigital to try things against, until it is stopped with Ctrl-C.")
final class SandboxCommand implements Callable<Integer> {
  /// Where a new project expects it.
  static final int PORT = 8490;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();

  @Option(
      names = "--port",
      description = "The port it listens on; 0 takes any free one. Default: ${DEFAULT-VALUE}.")
  private int port = PORT;

  SandboxCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    SandboxConfig config = SandboxConfig.defaults().port(port);
    try (SandboxServer sandbox = SandboxServer.start(config)) {
      if (shared.json()) {
        printer.json(
            JsonNodeFactory.instance
                .objectNode()
                .put("endpoint", sandbox.baseUrl())
                .put("user", config.user())
                .put("password", config.password()));
      }
      printer.note("A local Dotdigital answers at " + sandbox.baseUrl());
      printer.note("API user:  " + config.user());
      printer.note("Password:  " + config.password());
      printer.note("Stop it with Ctrl-C; it then forgets everything.");
      desk.stop().await();
    }
    return ExitCode.OK.number();
  }
}
