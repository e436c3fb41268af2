package dev.selvedge.app.cli;

import dev.selvedge.app.config.Loaded;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.config.ProjectLoader;
import dev.selvedge.yaml.Problem;
import java.nio.file.Path;
import java.util.List;

/// What every command works with. Immutable.
///
/// @param stop ends commands that run on
public record Desk(Backstage backstage, Terminal terminal, StopSignal stop) {

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
}
