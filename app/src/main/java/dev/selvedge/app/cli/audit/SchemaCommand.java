package dev.selvedge.app.cli.audit;

import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Ink;
import dev.selvedge.audit.schema.SchemaFinding;
import dev.selvedge.audit.schema.SchemaFinding.Weight;
import dev.selvedge.audit.schema.Seen;
import dev.selvedge.audit.schema.SourceDrift;
import dev.selvedge.work.schema.SchemaLook;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge audit schema`: what changed in the shape of records and of the account.
@Command(
    name = "schema",
    description = {
      "Compare the newest records of every source and the Dotdigital account with what they looked like"
          + " when the hub last looked, and with what the project reads and writes: fields that are new,"
          + " gone or of another type, fields that no mapping uses, paths of mappings that find nothing,"
          + " programs, lists and preferences that are not there. Changes nothing and takes a few calls."
    })
final class SchemaCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  SchemaCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    SchemaLook.Report report = desk.backstage().lookAtSchemas(desk.project(folder.path()));
    Printer printer = new Printer(desk.terminal(), shared);
    if (shared.json()) {
      printer.json(document(report));
    } else {
      print(report, printer);
    }
    boolean noted = report.findings().stream().allMatch(finding -> finding.weight() == Weight.NOTE);
    return (noted && report.unread().isEmpty() ? ExitCode.OK : ExitCode.PROBLEMS).number();
  }

  private static void print(SchemaLook.Report report, Printer printer) {
    Ink ink = printer.ink();
    List<SchemaFinding> findings = report.findings();
    for (SchemaFinding finding : findings) {
      String mark =
          switch (finding.weight()) {
            case BROKEN -> ink.bad("✗ ");
            case CHECK -> ink.bad("! ");
            case NOTE -> "· ";
          };
      printer.line(mark + finding.sentence());
      printer.line("    → " + finding.advice());
    }
    for (String why : report.unread()) {
      printer.line(ink.bad("? ") + why);
    }
    for (SourceDrift.Drift feed : report.feeds()) {
      printer.note(looked(feed));
    }
    if (findings.stream().allMatch(finding -> finding.weight() == Weight.NOTE)
        && report.unread().isEmpty()) {
      printer.note(ink.good("✓ ") + "Nothing that the project reads or writes has changed.");
    }
  }

  private static String looked(SourceDrift.Drift feed) {
    if (feed.records() == 0) {
      return feed.feed() + ": no records are kept, so there was nothing to look at";
    }
    return String.format(
        Locale.ROOT,
        "%s: looked at the newest %,d records%s%s",
        feed.feed(),
        feed.records(),
        feed.cut() ? "; they have more fields than are compared" : "",
        feed.fields().begun().isEmpty() ? "; too few to remember" : "");
  }

  private static ObjectNode document(SchemaLook.Report report) {
    ObjectNode document = JsonNodeFactory.instance.objectNode();
    document.put("at", report.at().toString());
    ArrayNode findings = document.putArray("findings");
    for (SchemaFinding finding : report.findings()) {
      findings
          .addObject()
          .put("place", finding.place().text())
          .put("kind", finding.kind().word())
          .put("subject", finding.subject())
          .put("weight", finding.weight().word())
          .put("sentence", finding.sentence())
          .put("advice", finding.advice());
    }
    ArrayNode feeds = document.putArray("feeds");
    for (SourceDrift.Drift feed : report.feeds()) {
      ObjectNode one =
          feeds
              .addObject()
              .put("feed", feed.feed().toString())
              .put("records", feed.records())
              .put("complete", !feed.cut());
      ArrayNode unmapped = one.putArray("unmapped");
      for (Seen seen : feed.unmapped()) {
        unmapped
            .addObject()
            .put("path", seen.path())
            .put("type", String.join(" or ", seen.types()))
            .put("filled", seen.filled());
      }
    }
    ArrayNode unread = document.putArray("unread");
    report.unread().forEach(unread::add);
    return document;
  }
}
