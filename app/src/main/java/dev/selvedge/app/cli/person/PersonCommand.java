package dev.selvedge.app.cli.person;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.steward.LinkCommand;
import dev.selvedge.app.cli.steward.ReleaseCommand;
import dev.selvedge.app.cli.steward.ShowCommand;
import dev.selvedge.app.cli.steward.UnlinkCommand;
import dev.selvedge.app.cli.subject.EraseCommand;
import dev.selvedge.app.cli.subject.ExportCommand;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `selvedge person`: looking after the data of people.
@Command(
    name = "person",
    description =
        "Look after what is held of people, and answer those who ask for it or to be forgotten. A hub"
            + " may run at the same time.")
public final class PersonCommand implements Callable<Integer> {
  // picocli fills it, and the edge looks it up
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private final SharedOptions shared = new SharedOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  private PersonCommand() {}

  /// The command with those below it.
  public static CommandLine tree(Desk desk) {
    return new CommandLine(new PersonCommand())
        .addSubcommand(new ExportCommand(desk))
        .addSubcommand(new EraseCommand(desk))
        .addSubcommand(new ShowCommand(desk))
        .addSubcommand(new LinkCommand(desk))
        .addSubcommand(new UnlinkCommand(desk))
        .addSubcommand(new ReleaseCommand(desk))
        .addSubcommand(new DuplicatesCommand(desk));
  }

  @Override
  public Integer call() {
    throw new ParameterException(
        spec.commandLine(),
        "say what to do: 'person show', 'link', 'unlink', 'release', 'export', 'erase' or"
            + " 'duplicates'");
  }
}
