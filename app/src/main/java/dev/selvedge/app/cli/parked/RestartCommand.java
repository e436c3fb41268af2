package dev.selvedge.app.cli.parked;

import dev.selvedge.SystemName;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.config.Project;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Restarter;
import dev.selvedge.work.replay.ReplayParts;
import dev.selvedge.work.replay.Restarting;
import dev.selvedge.work.replay.Restarting.Restarted;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `selvedge parked restart`: has something that went wrong in its system done once more there.
@Command(
    name = "restart",
    description = {
      "Start again in its own system what a parked report tells of, such as a run of a Patchworks"
          + " flow that failed, with its payload as it stands here: 'parked edit' changes it before."
          + " It is looked first whether that was done already. The trail and the audit log keep"
          + " who and why."
    })
final class RestartCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final WhoOption who = new WhoOption();

  @Parameters(index = "0", paramLabel = "number", description = "The number of the item.")
  private long number;

  @Option(
      names = "--why",
      required = true,
      paramLabel = "reason",
      description = "Why; the trail and the audit log keep it.")
  private String why = "";

  @Option(
      names = "--again",
      description = "Start it also where it shows that it was started before.")
  private boolean again;

  @Spec private CommandSpec spec = CommandSpec.create();

  RestartCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (why.isBlank()) {
      throw new ParameterException(spec.commandLine(), "say why: --why \"…\"");
    }
    Project loaded = desk.project(project.path());
    ReplayParts parts = desk.backstage().replays(loaded);
    Restarted restarted;
    try (var _ = parts.store();
        OpenSystems systems = new OpenSystems(loaded)) {
      restarted =
          new Restarting(parts, systems::restarter).restart(number, again, who.because(why));
    }
    return switch (restarted) {
      case Restarted.Begun(String what) -> {
        new Printer(desk.terminal(), shared)
            .line("Started as " + what + ", and not parked any more.");
        yield ExitCode.OK.number();
      }
      case Restarted.Not(String sentence) ->
          throw new CommandException(ExitCode.FAILED, sentence, "it stays parked");
      case Restarted.NotThere ignored ->
          throw new CommandException(
              ExitCode.FAILED,
              "nothing that can be started again is parked as number " + number,
              "'selvedge parked' says what is parked; records are replayed");
    };
  }

  /// The systems of a project, each opened when it is wanted.
  private static final class OpenSystems implements AutoCloseable {
    private final Project project;
    private final Map<SystemName, Connector.Opened> opened = new HashMap<>();

    OpenSystems(Project project) {
      this.project = project;
    }

    Optional<Restarter> restarter(SystemName name) {
      return project.systems().stream()
          .filter(system -> system.name().equals(name))
          .filter(system -> !system.plan().reports().isEmpty())
          .findFirst()
          .flatMap(
              system -> opened.computeIfAbsent(name, ignored -> system.plan().open()).restarter());
    }

    @Override
    public void close() {
      opened.values().forEach(Connector.Opened::close);
    }
  }
}
