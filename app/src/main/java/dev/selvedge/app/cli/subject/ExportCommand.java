package dev.selvedge.app.cli.subject;

import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.subject.PersonFile;
import dev.selvedge.app.subject.PersonSheet;
import dev.selvedge.app.subject.SubjectRoom;
import dev.selvedge.plan.Facet;
import dev.selvedge.privacy.Found;
import dev.selvedge.privacy.SubjectTarget;
import dev.selvedge.trail.AuditEntry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge person export`: all that is held of a person.
@Command(
    name = "export",
    description =
        "Write all that is held of a person to two files: person.json for machines and person.html"
            + " to be read and printed. Also finds those who are known only by a former address or in"
            + " records as they came. The audit log says who took it.")
public final class ExportCommand implements Callable<Integer> {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final PersonOptions person = new PersonOptions();

  @Option(
      names = "--to",
      paramLabel = "folder",
      description =
          "The folder to write to, made for its owner's eyes only where it is not there; files that"
              + " are there already are left alone. Default: person-export.")
  private Path folder = Path.of("person-export");

  @Option(
      names = "--dotdigital",
      description = "Also ask Dotdigital for the contact and its insight records.")
  private boolean remote;

  /// Not yet part of a tree.
  public ExportCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Printer printer = new Printer(desk.terminal(), shared);
    Project loaded = desk.project(project.path());
    String address = person.address(loaded.identity().emails());
    try (SubjectRoom room = desk.backstage().subjects(loaded, desk.stop()::await)) {
      Found found = room.store().read(ports -> ports.traces().find(address));
      Instant now = desk.terminal().clock().instant();
      ObjectNode file =
          JsonNodeFactory.instance
              .objectNode()
              .put("format", PersonFile.FORMAT)
              .put("made_at", now.toString())
              .put("project", loaded.name())
              .put("asked_for", address);
      file.setAll(new PersonFile(room.store(), room.pages()).of(found));
      if (remote) {
        askTargets(room, found, file.putObject("targets"));
      }
      requireFree();
      audit(room, address, now);
      write("person.json", JSON.writerWithDefaultPrettyPrinter().writeValueAsString(file) + "\n");
      write("person.html", PersonSheet.html(file));
      answer(printer, found);
      return ExitCode.OK.number();
    }
  }

  private static void askTargets(SubjectRoom room, Found found, ObjectNode into) {
    for (SubjectTarget target : room.targets()) {
      Set<String> numbers =
          room.store()
              .read(
                  ports ->
                      ports
                          .deliveries()
                          .ofPersons(target.name(), Facet.CONTACT, found.persons())
                          .stream()
                          .map(delivery -> delivery.delivered().remoteId())
                          .filter(number -> !number.isEmpty())
                          .collect(Collectors.toSet()));
      if (target.tell(found.addresses(), numbers, into.putObject(target.title()))
          instanceof SubjectTarget.Reply.NotDone(String why)) {
        throw new CommandException(
            ExitCode.FAILED,
            target.title() + " did not tell what it holds: " + why,
            "run it again, or without --dotdigital");
      }
    }
  }

  /// On record before anything leaves.
  private void audit(SubjectRoom room, String address, Instant now) {
    room.store()
        .change(
            ports ->
                ports
                    .auditLog()
                    .append(
                        AuditEntry.of(
                            now,
                            person.because(""),
                            "person.export",
                            ports.erasures().mark(address),
                            remote ? "handed out, with what Dotdigital holds" : "handed out")));
  }

  private void requireFree() {
    for (String name : Set.of("person.json", "person.html")) {
      if (Files.exists(folder.resolve(name))) {
        throw taken(name, null);
      }
    }
  }

  private void write(String name, String text) {
    try {
      Files.createDirectories(folder, only("rwx------"));
      Path file = folder.resolve(name);
      Files.createFile(file, only("rw-------"));
      Files.writeString(file, text, StandardCharsets.UTF_8, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw taken(name, e);
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.FAILED, "the folder " + folder + " cannot be written to", "check it", e);
    }
  }

  private CommandException taken(String name, @org.jspecify.annotations.Nullable Exception cause) {
    String message = "there is already a " + name + " in " + folder;
    String advice = "name another folder with --to";
    return cause == null
        ? new CommandException(ExitCode.FAILED, message, advice)
        : new CommandException(ExitCode.FAILED, message, advice, cause);
  }

  private FileAttribute<?>[] only(String permissions) {
    return folder.getFileSystem().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
        }
        : new FileAttribute<?>[0];
  }

  private void answer(Printer printer, Found found) {
    if (shared.json()) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      found.counts().forEach(document::put);
      printer.json(document.put("folder", folder.toString()));
      return;
    }
    if (found.isEmpty()) {
      printer.line("Nothing is held under this address; the files say so.");
    }
    printer.line("Written: " + folder.resolve("person.json") + " and person.html.");
    printer.note("They hold personal data in full. Delete them when they have been handed over.");
    if (!found.bodies().isEmpty()) {
      printer.note(
          found.bodies().size()
              + " records of other people name the address; they are not in the files.");
    }
  }
}
