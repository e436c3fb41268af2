package dev.selvedge.app.cli.parked;

import dev.selvedge.work.replay.Choice;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Which parked items: one, those of a cause, or all.
final class ChoiceOptions {
  @ArgGroup(exclusive = true, multiplicity = "1")
  private Which which = new Which();

  /// One of three.
  static final class Which {
    @Parameters(
        index = "0",
        arity = "0..1",
        paramLabel = "number",
        description = "The number of one item, as 'selvedge parked' shows it.")
    private long number;

    @Option(
        names = "--cause",
        paramLabel = "cause",
        description = "Everything parked for this cause.")
    private String cause = "";

    @Option(names = "--all", description = "Everything parked.")
    private boolean all;
  }

  Choice choice() {
    if (which.all) {
      return new Choice.All(Choice.NOW);
    }
    return which.cause.isBlank()
        ? new Choice.One(which.number)
        : new Choice.OfCause(which.cause, Choice.NOW);
  }
}
