package dev.selvedge.app.cli.parked;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.work.replay.ParkedActs.Tally;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// `selvedge parked replay`: on their way again.
@Command(
    name = "replay",
    description =
        "Put parked items on their way again, through the mapping of today. The hub does it as soon"
            + " as it runs; what cannot go through is parked again. Repeating it is safe.")
final class ReplayCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final ChoiceOptions options = new ChoiceOptions();
  @Mixin private final WhoOption who = new WhoOption();

  ReplayCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Work work = new Work(desk, shared, "replaying");
    try (OpenRoom open = OpenRoom.of(desk, project)) {
      Tally tally =
          work.run(
              open.count(options.choice()),
              progress -> open.room().replay(options.choice(), who.because(""), progress));
      return Work.answer(printer, shared, "replayed", tally);
    }
  }
}
