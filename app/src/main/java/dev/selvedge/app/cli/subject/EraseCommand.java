package dev.selvedge.app.cli.subject;

import dev.selvedge.Masking;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.subject.FilesThatName;
import dev.selvedge.app.subject.SubjectRoom;
import dev.selvedge.privacy.Found;
import dev.selvedge.privacy.SubjectTarget;
import dev.selvedge.trail.AuditEntry;
import dev.selvedge.work.subject.Erased;
import dev.selvedge.work.subject.Erasing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge person erase`: forgets a person.
@Command(
    name = "erase",
    description =
        "Forget a person: in Dotdigital and in all the hub holds. Without --yes it only says what"
            + " would go. May be broken off and run again. Sources keep what they have; what they say"
            + " of the person is not taken in again until a new consent.")
public final class EraseCommand implements Callable<Integer> {
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();
  @Mixin private final PersonOptions person = new PersonOptions();

  @Option(
      names = "--why",
      required = true,
      paramLabel = "reason",
      description = "Why; the audit log keeps it, with every address masked.")
  private String why = "";

  @Option(names = "--yes", description = "Do it.")
  private boolean yes;

  @Option(
      names = "--empty-recycle-bin",
      description =
          "Then also empty Dotdigital's recycle bin, which holds the deleted contact until then."
              + " Deletes for good everything that lies there, of everybody.")
  private boolean emptyBin;

  @Spec private CommandSpec spec = CommandSpec.create();

  /// Not yet part of a tree.
  public EraseCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (why.isBlank()) {
      throw new ParameterException(spec.commandLine(), "say why: --why \"…\"");
    }
    Printer printer = new Printer(desk.terminal(), shared);
    Project loaded = desk.project(project.path());
    String address = person.address(loaded.identity().emails());
    try (SubjectRoom room = desk.backstage().subjects(loaded, desk.stop()::await)) {
      Erasing erasing =
          new Erasing(
              new Erasing.Parts(
                  room.store(),
                  room.targets(),
                  desk.terminal().clock(),
                  desk.stop()::await,
                  PATIENCE));
      if (!yes) {
        preview(printer, loaded, address, erasing.look(address));
        return ExitCode.OK.number();
      }
      return switch (erasing.erase(address, person.because(why))) {
        case Erased.Done done -> {
          String bin = emptyBin ? emptyBin(room) : "";
          answer(printer, loaded, done, bin);
          yield ExitCode.OK.number();
        }
        case Erased.NotYet notYet ->
            throw new CommandException(
                ExitCode.FAILED,
                "erasure "
                    + notYet.erasure().number()
                    + " was begun and is not done: "
                    + notYet.why(),
                "run the same command again; until it is done nothing new is taken in about the"
                    + " person and nothing is sent");
      };
    }
  }

  private void preview(Printer printer, Project loaded, String address, Found found) {
    List<Path> files = FilesThatName.in(loaded.folder(), loaded.store(), found.addresses());
    if (shared.json()) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      found.counts().forEach(document::put);
      files.forEach(file -> document.withArray("files").add(file.toString()));
      printer.json(document.put("erased", false));
      return;
    }
    printer.line("What is held of " + Masking.mask(address) + ":");
    Table table = Table.of("WHAT", ">COUNT");
    found.counts().forEach((what, count) -> table.row(what, Long.toString(count)));
    printer.lines(table.lines());
    found.addresses().stream()
        .filter(other -> !other.equals(address))
        .sorted()
        .forEach(other -> printer.line("Also known as " + Masking.mask(other) + "."));
    if (!found.bodies().isEmpty()) {
      printer.line(
          found.bodies().size()
              + " of the raw records are other people's and name the address; their raw bodies go,"
              + " what the hub made of them stays.");
    }
    waiting(printer, found);
    say(printer, files);
    printer.line("Nothing was erased. Run it again with --yes to erase all of this, and the");
    printer.line("contact in Dotdigital with its insight records.");
  }

  private static void waiting(Printer printer, Found found) {
    if (found.waiting() > 0) {
      printer.line(
          found.waiting()
              + " records that name the address wait in the inbox; what they are about shows when the"
              + " hub works on.");
    }
  }

  private static void say(Printer printer, List<Path> files) {
    if (!files.isEmpty()) {
      printer.line(
          "These files in the project's folder name the address, and are yours to delete:");
      files.forEach(file -> printer.line("    " + file));
    }
  }

  private String emptyBin(SubjectRoom room) {
    for (SubjectTarget target : room.targets()) {
      if (target.emptyBin() instanceof SubjectTarget.Reply.NotDone(String reason)) {
        return target.title() + " did not empty its recycle bin: " + reason + ".";
      }
      room.store()
          .change(
              ports ->
                  ports
                      .auditLog()
                      .append(
                          AuditEntry.of(
                              desk.terminal().clock().instant(),
                              person.because(why),
                              "recycle-bin.empty",
                              "",
                              target.title() + " was told to empty it")));
    }
    return "The recycle bin is being emptied.";
  }

  private void answer(Printer printer, Project loaded, Erased.Done done, String bin) {
    List<Path> files = FilesThatName.in(loaded.folder(), loaded.store(), done.found().addresses());
    if (shared.json()) {
      ObjectNode document = JsonNodeFactory.instance.objectNode();
      done.found().counts().forEach(document::put);
      ObjectNode left = document.putObject("left");
      done.left().forEach(left::put);
      files.forEach(file -> document.withArray("files").add(file.toString()));
      printer.json(
          document
              .put("erasure", done.erasure().number())
              .put("contacts_deleted", done.contacts())
              .put("insight_records_deleted", done.records())
              .put("overwritten", done.overwritten())
              .put("erased", true));
      return;
    }
    printer.line("Erased, as erasure " + done.erasure().number() + ".");
    printer.line(
        "Dotdigital: "
            + done.contacts()
            + " contacts and "
            + done.records()
            + " insight records deleted.");
    if (bin.isEmpty() && done.contacts() > 0) {
      printer.line(
          "Its recycle bin keeps a deleted contact until it is emptied, there or with"
              + " --empty-recycle-bin.");
    } else if (!bin.isEmpty()) {
      printer.line(bin);
    }
    waiting(printer, done.found());
    done.left()
        .forEach((where, count) -> printer.line(where + " still names it, " + count + " times."));
    if (!done.overwritten()) {
      printer.line(
          "The database decides when it overwrites what was deleted; see 'docs/data-subjects.md'.");
    }
    say(printer, files);
    printer.note("Sources still hold what they have: erase the person there, too.");
  }
}
