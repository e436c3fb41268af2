package dev.selvedge.app.cli.parked;

import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.JsonNodeFactory;

/// `selvedge parked export`: everything about parked items, in a file.
@Command(
    name = "export",
    description =
        "Write parked items to a file, one JSON document a line: what is wrong, the record exactly as"
            + " it came, and every edit. Holds personal data in full; the trail says who took it.")
final class ExportCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final ChoiceOptions options = new ChoiceOptions();
  @Mixin private final WhoOption who = new WhoOption();

  @Option(
      names = "--file",
      required = true,
      paramLabel = "file",
      description = "Where to; a file that is there already is left alone.")
  private Path file = Path.of("parked.jsonl");

  ExportCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Work work = new Work(desk, shared, "exporting");
    long written;
    try (OpenRoom open = OpenRoom.of(desk, project);
        Writer out = create()) {
      written =
          work.run(
              open.count(options.choice()),
              progress -> open.room().export(options.choice(), who.because(""), out, progress));
    } catch (IOException | UncheckedIOException e) {
      throw cannotWrite(e);
    }
    if (shared.json()) {
      printer.json(
          JsonNodeFactory.instance
              .objectNode()
              .put("exported", written)
              .put("file", file.toString()));
    } else {
      printer.line(written + " exported to " + file + ".");
    }
    return ExitCode.OK.number();
  }

  /// For its owner's eyes only.
  private Writer create() throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    boolean posix = folder != null && Files.getFileStore(folder).supportsFileAttributeView("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    Files.createFile(file, attributes);
    return Files.newBufferedWriter(file, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
  }

  private CommandException cannotWrite(Exception why) {
    return new CommandException(
        ExitCode.FAILED,
        "the file " + file + " cannot be written",
        Files.exists(file) ? "it is there already: name another" : "check the folder",
        why);
  }
}
