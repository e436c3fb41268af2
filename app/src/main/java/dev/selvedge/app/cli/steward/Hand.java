package dev.selvedge.app.cli.steward;

import dev.selvedge.RecordRef;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.person.identity.Link;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.Stewardship;
import dev.selvedge.work.Stewardship.Taken;
import dev.selvedge.work.replay.ReplayParts;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/// On whose word something is decided about a record, and why.
final class Hand {
  @Option(
      names = "--why",
      required = true,
      paramLabel = "reason",
      description = "Why; the trail keeps it.")
  private String why = "";

  @Option(
      names = "--by",
      paramLabel = "name",
      defaultValue = "${sys:user.name:-somebody}",
      description = "Who the trail says decided it. Default: the user of this machine.")
  private String who = "somebody";

  /// Decides and says what becomes of it.
  int decide(Desk desk, SharedOptions shared, Path project, String record, Link link) {
    if (why.isBlank()) {
      throw new CommandException(ExitCode.USAGE, "there is no reason", "say why: --why \"…\"");
    }
    ByHand hand = new ByHand(who.isBlank() ? "somebody" : who.strip() + " (command line)", why);
    RecordRef ref = ref(record);
    ReplayParts parts = desk.backstage().replays(desk.project(project));
    Taken taken;
    try (var store = parts.store()) {
      taken = new Stewardship(store, parts.clock()).decide(ref, link, hand);
    }
    return answer(new Printer(desk.terminal(), shared), shared, ref, taken);
  }

  private static int answer(Printer printer, SharedOptions shared, RecordRef ref, Taken taken) {
    return switch (taken) {
      case Taken.Noted noted -> {
        if (shared.json()) {
          printer.json(
              JsonNodeFactory.instance
                  .objectNode()
                  .put("record", ref.text())
                  .put("by", noted.decision().by())
                  .put("at", noted.decision().at().toString()));
        } else {
          printer.line(
              "Decided about "
                  + ref
                  + ". The hub works it through within a second when it runs,"
                  + " else when it is started.");
        }
        yield ExitCode.OK.number();
      }
      case Taken.Unknown(RecordRef unknown) ->
          throw new CommandException(
              ExitCode.FAILED,
              "no system has told of the record " + unknown,
              "'selvedge person show <e-mail>' lists a person's records as they are written");
      case Taken.Itself ignored ->
          throw new CommandException(
              ExitCode.USAGE,
              "a record is together with itself in any case",
              "name another record after --with");
    };
  }

  static RecordRef ref(String text) {
    try {
      return RecordRef.parse(text);
    } catch (IllegalArgumentException e) {
      throw new CommandException(
          ExitCode.USAGE,
          "'" + text + "' is no record: " + e.getMessage(),
          "write it as the trail does, for example shop/customer/17",
          e);
    }
  }
}
