package dev.selvedge.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;

/// Which project, for commands whose arguments are something else.
public final class ProjectOption {
  @Option(
      names = {"-p", "--project"},
      paramLabel = "folder",
      description = "The project's folder; this one when left out.")
  private Path path = Path.of(".");

  public Path path() {
    return path;
  }
}
