package dev.selvedge.app.cli;

import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which project, for commands that take its folder as their only argument.
public final class ProjectFolder {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "folder",
      description = "The project's folder; this one when left out.")
  private String folder = "";

  @Option(
      names = {"-p", "--project"},
      paramLabel = "folder",
      description = "The same, for those who prefer an option.")
  private String option = "";

  public Path path() {
    return Path.of(folder.isEmpty() ? (option.isEmpty() ? "." : option) : folder);
  }
}
