package dev.selvedge.app.cli.parked;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.work.replay.ParkedActs.Tally;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `selvedge parked discard`: off the list for good.
@Command(
    name = "discard",
    description =
        "Take parked items off the list for good. The trail keeps who did it and why; the record"
            + " stays in the inbox as long as others do.")
final class DiscardCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final ChoiceOptions options = new ChoiceOptions();
  @Mixin private final WhoOption who = new WhoOption();

  @Option(
      names = "--why",
      required = true,
      paramLabel = "reason",
      description = "Why; the trail keeps it.")
  private String why = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  DiscardCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (why.isBlank()) {
      throw new ParameterException(spec.commandLine(), "say why: --why \"…\"");
    }
    Printer printer = new Printer(desk.terminal(), shared);
    Work work = new Work(desk, shared, "discarding");
    try (OpenRoom open = OpenRoom.of(desk, project)) {
      Tally tally =
          work.run(
              open.count(options.choice()),
              progress -> open.room().discard(options.choice(), who.because(why), progress));
      return Work.answer(printer, shared, "discarded", tally);
    }
  }
}
