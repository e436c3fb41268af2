package dev.selvedge.app;

import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.StopSignal;
import dev.selvedge.app.cli.console.Terminal;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/// Keeps `docs/command-line.md` true; rewritten with `-Dselvedge.docs=write`.
class CommandLineDocsTest {
  @Test
  void the_page_says_what_the_commands_say() {
    PrintStream nowhere =
        new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
    InstantSource clock = InstantSource.fixed(Instant.EPOCH);
    Terminal terminal = new Terminal(nowhere, nowhere, false, false, clock, ZoneOffset.UTC);
    StringBuilder page = new StringBuilder();
    page.append("# The command line\n\n");
    page.append("Made from the commands themselves; change it there.\n\n");
    page.append("Every command takes `--json` for scripts, `--quiet`, `--no-colour` and");
    page.append(" `--debug`. What was asked for goes to standard output; progress and what went");
    page.append(" wrong go to standard error.\n\n");
    page.append("| Exit code | Meaning |\n|---|---|\n");
    for (ExitCode code : ExitCode.values()) {
      page.append("| ").append(code.number()).append(" | ").append(code.meaning()).append(" |\n");
    }
    page.append("\nA command that is stopped by a signal ends with 130 (Ctrl-C) or 143 (SIGTERM),");
    page.append(" after it has finished what was in hand.\n");
    append(CommandRun.tree(terminal, new StopSignal()), page);
    GoldenFile.expect(Path.of("../docs/command-line.md"), page.toString());
  }

  private static void append(CommandLine command, StringBuilder page) {
    String usage = command.getUsageMessage(CommandLine.Help.Ansi.OFF).stripTrailing();
    page.append("\n## `").append(command.getCommandSpec().qualifiedName()).append("`\n\n");
    page.append("```text\n").append(usage.replaceAll("(?m) +$", "")).append("\n```\n");
    command.getSubcommands().values().stream()
        .filter(sub -> !sub.getCommandSpec().usageMessage().hidden())
        .forEach(sub -> append(sub, page));
  }
}
