package dev.selvedge.app.cli;

import dev.selvedge.Secret;
import dev.selvedge.app.cli.console.Terminal;
import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.ProjectLoader;
import dev.selvedge.yaml.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;

/// What every command works with. Immutable.
///
/// @param stop ends commands that run on
/// @param chance cannot be guessed: passwords are made of it
public record Desk(
    Backstage backstage, Terminal terminal, StopSignal stop, RandomGenerator chance) {
  private static final int PASSWORD_LENGTH = 20;

  /// Without those that look alike.
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  public Loaded load(Path folder) {
    return new ProjectLoader(backstage.environment(), backstage.connectors(), terminal.clock())
        .load(folder);
  }

  /// A project that must be in order.
  ///
  /// @throws FaultyProjectException when it is not
  public Project project(Path folder) {
    return switch (load(folder)) {
      case Loaded.Ready(Project project) -> project;
      case Loaded.Faulty(List<Problem> problems) -> throw new FaultyProjectException(problems);
    };
  }

  /// A new password that nobody can guess.
  public Secret password() {
    StringBuilder password = new StringBuilder();
    for (int i = 0; i < PASSWORD_LENGTH; i++) {
      password.append(LETTERS.charAt(chance.nextInt(LETTERS.length())));
    }
    return new Secret(password.toString());
  }
}
