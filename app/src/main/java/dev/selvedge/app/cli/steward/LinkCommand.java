package dev.selvedge.app.cli.steward;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.person.identity.Link;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `selvedge person link`: two records are one person.
@Command(
    name = "link",
    description = {
      "Let a record count for whoever another record counts for, whatever its own address is. That"
          + " stands until it is decided otherwise, also when the record is sent again; what belongs"
          + " to the record goes with it."
    })
public final class LinkCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final Hand hand = new Hand();

  @Parameters(index = "0", paramLabel = "record", description = "The record, as system/kind/key.")
  private String record = "";

  @Option(
      names = "--with",
      required = true,
      paramLabel = "record",
      description = "The record it belongs together with.")
  private String with = "";

  /// Decides with the desk's project.
  public LinkCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    return hand.decide(desk, shared, project.path(), record, new Link.TogetherWith(Hand.ref(with)));
  }
}
