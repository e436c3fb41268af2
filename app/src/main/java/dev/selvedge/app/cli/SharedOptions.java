package dev.selvedge.app.cli;

import picocli.CommandLine.Option;

/// The flags every command takes.
public final class SharedOptions {
  @Option(names = "--json", description = "Print one JSON document for scripts.")
  private boolean json;

  @Option(
      names = "--no-colour",
      description = "Print without colours. The environment variable NO_COLOR does the same.")
  private boolean noColour;

  @Option(
      names = {"-q", "--quiet"},
      description = "Print only what was asked for and what went wrong.")
  private boolean quiet;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  // picocli acts on it by itself
  @SuppressWarnings("UnusedVariable")
  private boolean help;

  @Option(names = "--debug", description = "Print stack traces when something goes wrong.")
  private boolean debug;

  public boolean json() {
    return json;
  }

  public boolean noColour() {
    return noColour;
  }

  public boolean quiet() {
    return quiet;
  }

  public boolean debug() {
    return debug;
  }
}
