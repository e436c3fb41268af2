package dev.selvedge.app.cli;

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
    try (Backstage.RunningSandbox sandbox = desk.backstage().startSandbox(port)) {
      if (shared.json()) {
        printer.json(
            JsonNodeFactory.instance
                .objectNode()
                .put("endpoint", sandbox.endpoint().toString())
                .put("page", sandbox.page().toString())
                .put("user", sandbox.user())
                .put("password", sandbox.password()));
      }
      printer.note("A local Dotdigital answers at " + sandbox.endpoint());
      printer.note("API user:  " + sandbox.user());
      printer.note("Password:  " + sandbox.password());
      printer.note("What it holds: " + sandbox.page());
      printer.note("Stop it with Ctrl-C; it then forgets everything.");
      desk.stop().await();
    }
    return ExitCode.OK.number();
  }
}
