package dev.selvedge.app.cli;

import dev.selvedge.Secret;
import dev.selvedge.app.security.Role;
import dev.selvedge.app.security.UserBookException;
import dev.selvedge.app.security.UsersFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;

/// `selvedge user`: those who may log in.
@Command(name = "user", description = "Say who may log in to the dashboard.")
final class UserCommand implements Callable<Integer> {
  // picocli fills it, and the edge looks it up
  @SuppressWarnings("UnusedVariable")
  @Mixin
  private final SharedOptions shared = new SharedOptions();

  @Spec private CommandSpec spec = CommandSpec.create();

  /// The command with those below it.
  static picocli.CommandLine tree(Desk desk) {
    return new picocli.CommandLine(new UserCommand()).addSubcommand(new Add(desk));
  }

  @Override
  public Integer call() {
    throw new ParameterException(spec.commandLine(), "say what to do: 'user add <name>'");
  }

  /// `selvedge user add`
  @Command(
      name = "add",
      description =
          "Add a user, or give one a new password; the password is made up and printed once.")
  static final class Add implements Callable<Integer> {
    private final Desk desk;

    @Mixin private final SharedOptions shared = new SharedOptions();
    @Mixin private final ProjectOption project = new ProjectOption();

    @Parameters(index = "0", paramLabel = "name", description = "The user's name.")
    private String name = "";

    @Option(
        names = "--role",
        description =
            "viewer sees everything, operator also replays, admin also changes users."
                + " Default: viewer.")
    private Role role = Role.VIEWER;

    Add(Desk desk) {
      this.desk = desk;
    }

    @Override
    public Integer call() {
      Path folder = project.path().toAbsolutePath().normalize();
      if (!Files.isRegularFile(folder.resolve("selvedge.yaml"))) {
        throw new CommandException(
            ExitCode.FAILED,
            folder + " is no project's folder",
            "name one with --project, or make one with 'selvedge init'");
      }
      Secret password = desk.password();
      try {
        UsersFile.in(folder).addUser(name, password, role);
      } catch (IllegalArgumentException | UserBookException e) {
        throw new CommandException(ExitCode.FAILED, String.valueOf(e.getMessage()), "", e);
      }
      Printer printer = new Printer(desk.terminal(), shared);
      if (shared.json()) {
        printer.json(
            JsonNodeFactory.instance
                .objectNode()
                .put("user", name)
                .put("role", role.word())
                .put("password", password.reveal()));
      } else {
        printer.line("User:     " + name + " (" + role.word() + ")");
        printer.line("Password: " + password.reveal());
        printer.note("It is not shown again.");
      }
      return ExitCode.OK.number();
    }
  }
}
