package dev.selvedge.app.cli.steward;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.person.identity.Link;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `selvedge person release`: an earlier decision is taken back.
@Command(
    name = "release",
    description = {
      "Take back what was decided about a record: it counts for whoever the records themselves say."
    })
public final class ReleaseCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final Hand hand = new Hand();

  @Parameters(index = "0", paramLabel = "record", description = "The record, as system/kind/key.")
  private String record = "";

  /// Decides with the desk's project.
  public ReleaseCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    return hand.decide(desk, shared, project.path(), record, new Link.AsFound());
  }
}
