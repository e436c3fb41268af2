package dev.selvedge.app.cli.audit;

import dev.selvedge.trail.ByHand;
import picocli.CommandLine.Option;

/// On whose word something is done about what an audit found, and why.
final class Hand {
  @Option(names = "--why", paramLabel = "reason", description = "Why; the trail keeps it.")
  private String why = "";

  @Option(
      names = "--by",
      paramLabel = "name",
      defaultValue = "${sys:user.name:-somebody}",
      description = "Who the trail says did it. Default: the user of this machine.")
  private String who = "somebody";

  ByHand hand() {
    return new ByHand(who.isBlank() ? "somebody" : who.strip() + " (command line)", why);
  }

  boolean saysWhy() {
    return !why.isBlank();
  }
}
