package dev.selvedge.app.cli.parked;

import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.parked.ParkedView;
import dev.selvedge.work.replay.ParkedActs;
import dev.selvedge.work.replay.ParkedActs.Edited;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge parked edit`: another body in the place of the one that came.
@Command(
    name = "edit",
    description =
        "Write another record in the place of one that is parked, and say what a replay of it would"
            + " come to. The original and earlier edits are kept; nothing is replayed yet.")
final class EditCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final WhoOption who = new WhoOption();

  @Parameters(index = "0", paramLabel = "number", description = "The number of the item.")
  private long number;

  @Option(
      names = "--file",
      required = true,
      paramLabel = "file",
      description =
          "The whole record as JSON, as 'show --reveal' prints it; - reads what is piped.")
  private String file = "";

  @Option(
      names = "--why",
      required = true,
      paramLabel = "reason",
      description = "Why; the trail keeps it.")
  private String why = "";

  EditCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    String body = read();
    try (OpenRoom open = OpenRoom.of(desk, project)) {
      return switch (open.room().edit(number, body, who.because(why))) {
        case Edited.Stored(int version) -> {
          say(open, version, printer);
          yield ExitCode.OK.number();
        }
        case Edited.Unusable(String sentence) ->
            throw new CommandException(ExitCode.FAILED, "nothing was saved: " + sentence, "");
        case Edited.NotThere ignored -> throw OpenRoom.notParked(number);
      };
    }
  }

  private void say(OpenRoom open, int version, Printer printer) {
    ParkedView view = open.room().look(number).orElseThrow(() -> OpenRoom.notParked(number));
    if (shared.json()) {
      ObjectNode document =
          JsonNodeFactory.instance.objectNode().put("number", number).put("version", version);
      Lines.preview(document.putObject("preview"), view.preview());
      printer.json(document);
    } else {
      printer.line("Kept as version " + version + ", beside the original.");
      Lines.preview(view.preview(), printer);
      printer.note("");
      printer.note("'selvedge parked replay " + number + "' puts it on its way.");
    }
  }

  private String read() {
    try {
      if (file.equals("-")) {
        return text(System.in);
      }
      try (InputStream in = Files.newInputStream(Path.of(file))) {
        return text(in);
      }
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "the file " + file + " cannot be read", "check its name", e);
    }
  }

  private static String text(InputStream in) throws IOException {
    return new String(in.readNBytes(ParkedActs.LARGEST_BODY + 1), StandardCharsets.UTF_8);
  }
}
