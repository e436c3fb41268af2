package dev.selvedge.app.cli.parked;

import dev.selvedge.trail.ByHand;
import picocli.CommandLine.Option;

/// On whose word something is done.
final class WhoOption {
  @Option(
      names = "--by",
      paramLabel = "name",
      defaultValue = "${sys:user.name:-somebody}",
      description = "Who the trail says did it. Default: the user of this machine.")
  private String who = "somebody";

  ByHand because(String why) {
    return new ByHand(who.isBlank() ? "somebody" : who.strip() + " (command line)", why);
  }
}
