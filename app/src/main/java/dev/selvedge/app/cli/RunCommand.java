package dev.selvedge.app.cli;

import dev.selvedge.app.config.Project;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.JsonNodeFactory;

/// `selvedge run`: the hub itself.
@Command(
    name = "run",
    description =
        "Run the hub of a project until it is stopped with Ctrl-C or SIGTERM; it then finishes"
            + " what is in hand.")
final class RunCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  RunCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Project project = desk.project(folder.path());
    try (Backstage.RunningHub hub = desk.backstage().start(project)) {
      if (shared.json()) {
        printer.json(
            JsonNodeFactory.instance
                .objectNode()
                .put("project", project.name())
                .put("dashboard", hub.dashboard().toString()));
      }
      printer.note("Selvedge runs '" + project.name() + "'.");
      printer.note("Dashboard: " + hub.dashboard());
      printer.note("Webhooks:  " + hub.dashboard().resolve("/hook/") + "{system}/{kind}");
      printer.note("Stop it with Ctrl-C.");
      desk.stop().await();
      printer.note("Stopping: finishing what is in hand …");
    }
    printer.note("Stopped.");
    return ExitCode.OK.number();
  }
}
