package dev.selvedge.app.cli.steward;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.person.identity.Link;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `selvedge person unlink`: a record counts for nobody.
@Command(
    name = "unlink",
    description = {
      "Set a record apart: it counts for nobody, and neither does what belongs to it, until it is"
          + " decided otherwise. An order that was delivered is taken back from Dotdigital."
    })
public final class UnlinkCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final Hand hand = new Hand();

  @Parameters(index = "0", paramLabel = "record", description = "The record, as system/kind/key.")
  private String record = "";

  /// Decides with the desk's project.
  public UnlinkCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    return hand.decide(desk, shared, project.path(), record, new Link.Apart());
  }
}
