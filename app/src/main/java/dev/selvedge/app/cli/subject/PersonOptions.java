package dev.selvedge.app.cli.subject;

import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.mapping.EmailAddress;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.trail.ByHand;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// About whom, and on whose word.
final class PersonOptions {
  @Parameters(index = "0", paramLabel = "e-mail", description = "The person's e-mail address.")
  private String email = "";

  @Option(
      names = "--by",
      paramLabel = "name",
      defaultValue = "${sys:user.name:-somebody}",
      description = "Who the audit log says did it. Default: the user of this machine.")
  private String who = "somebody";

  /// As the project writes it: normalised, and folded where it folds.
  String address(EmailRules rules) {
    return EmailAddress.normalise(email)
        .map(normalised -> written(normalised, rules))
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.FAILED,
                    "that is not an e-mail address",
                    "write it as it stands in a source: ada@example.com"));
  }

  static String written(String normalised, EmailRules rules) {
    return switch (rules.read(normalised)) {
      case EmailRules.Reading.Usable(String address) -> address;
      case EmailRules.Reading.Blocked ignored -> normalised;
    };
  }

  ByHand because(String why) {
    return new ByHand(who.isBlank() ? "somebody" : who.strip() + " (command line)", why);
  }
}
