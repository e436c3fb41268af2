package dev.selvedge.app.cli.person;

import dev.selvedge.Masking;
import dev.selvedge.app.cli.Backstage.ContactReading;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectFolder;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Progress;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.mapping.EmailAddress;
import dev.selvedge.person.duplicate.ContactTwins;
import dev.selvedge.person.duplicate.Suspicion;
import dev.selvedge.work.Store;
import dev.selvedge.work.steward.DuplicateSearch;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge person duplicates`: who is there twice, and which addresses look misspelt.
@Command(
    name = "duplicates",
    description = {
      "Report who a source or Dotdigital has twice and which addresses look misspelt, with what could"
          + " be done about it. Changes nothing. A hub may run at the same time."
    })
final class DuplicatesCommand implements Callable<Integer> {
  private static final int STANDARD_LIMIT = 1_000;
  private static final int STANDARD_CALLS = 20;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectFolder folder = new ProjectFolder();

  @Option(
      names = "--dotdigital",
      description = "Also read the contacts of the Dotdigital account, up to 5,000 a call.")
  private boolean dotdigital;

  @Option(
      names = "--calls",
      paramLabel = "number",
      description = "How many calls reading them may take. Default: ${DEFAULT-VALUE}.")
  private int calls = STANDARD_CALLS;

  @Option(
      names = "--limit",
      paramLabel = "number",
      description = "How many to list; the others are counted. Default: ${DEFAULT-VALUE}.")
  private int limit = STANDARD_LIMIT;

  @Option(names = "--csv", description = "Print lines for a spreadsheet.")
  private boolean csv;

  @Option(names = "--show", description = "Print addresses in full; they are masked otherwise.")
  private boolean show;

  DuplicatesCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    if (calls < 1 || limit < 1) {
      throw new CommandException(
          ExitCode.USAGE, "--calls and --limit begin at 1", "leave them out for the usual");
    }
    if (csv && shared.json()) {
      throw new CommandException(ExitCode.USAGE, "--csv and --json exclude each other", "name one");
    }
    Project project = desk.project(folder.path());
    Collected collected = new Collected(limit);
    long persons = persons(project, collected);
    List<String> remarks = new ArrayList<>();
    if (dotdigital) {
      contacts(project, collected, remarks);
    }
    Printer printer = new Printer(desk.terminal(), shared);
    if (shared.json()) {
      printer.json(document(persons, collected, remarks));
    } else if (csv) {
      printCsv(collected, printer);
      remarks.forEach(printer::complain);
    } else {
      print(persons, collected, remarks, printer);
    }
    return (collected.total == 0 ? ExitCode.OK : ExitCode.PROBLEMS).number();
  }

  private long persons(Project project, Collected collected) {
    Progress progress = new Progress("looking", desk.terminal());
    try (Store store = desk.backstage().look(project)) {
      long all = store.read(ports -> ports.people().count());
      long looked =
          new DuplicateSearch(store)
              .run(
                  collected::add,
                  done -> {
                    if (!shared.quiet()) {
                      progress.show(Math.min(done, all), all);
                    }
                  });
      progress.end();
      return looked;
    }
  }

  private void contacts(Project project, Collected collected, List<String> remarks) {
    ContactTwins twins = new ContactTwins("Dotdigital", EmailAddress::normalise);
    ContactReading reading = desk.backstage().readContacts(project, calls, twins::add);
    twins.found().forEach(collected::add);
    remarks.add(
        "%s: read %,d contacts with %,d calls%s."
            .formatted(
                reading.target(),
                reading.contacts(),
                reading.calls(),
                reading.rest().isEmpty()
                    ? ", which is all of them"
                    : " and then stopped: " + reading.rest()));
    if (twins.leftOut() > 0) {
      remarks.add(
          "%,d oddly written addresses were too many to be looked at.".formatted(twins.leftOut()));
    }
  }

  private void print(long persons, Collected collected, List<String> remarks, Printer printer) {
    if (collected.total == 0) {
      printer.line("Nobody is suspected of being there twice.");
    } else {
      Table table = Table.of("WHAT", "WHERE", "ADDRESS", ">COUNT", "WHICH");
      for (Suspicion one : collected.kept) {
        table.row(
            one.kind().words(),
            one.where(),
            shown(one.address()),
            String.valueOf(one.count()),
            shown(which(one)));
      }
      printer.lines(table.lines());
      printer.line("");
      collected.kept.stream()
          .map(
              one ->
                  "%s, %s: %s."
                      .formatted(one.kind().words(), shown(one.address()), shown(one.mend())))
          .distinct()
          .forEach(printer::line);
      if (collected.total > collected.kept.size()) {
        printer.line(
            "The first %,d of %,d; --limit lists more."
                .formatted(collected.kept.size(), collected.total));
      }
    }
    printer.note("");
    printer.note("%,d persons were looked at.".formatted(persons));
    remarks.forEach(printer::note);
  }

  private void printCsv(Collected collected, Printer printer) {
    printer.line(Csv.line("what", "where", "address", "count", "which", "proposal"));
    for (Suspicion one : collected.kept) {
      printer.line(
          Csv.line(
              word(one),
              one.where(),
              shown(one.address()),
              String.valueOf(one.count()),
              shown(which(one)),
              shown(one.mend())));
    }
  }

  private ObjectNode document(long persons, Collected collected, List<String> remarks) {
    ObjectNode document =
        JsonNodeFactory.instance.objectNode().put("persons", persons).put("total", collected.total);
    ArrayNode list = document.putArray("suspected");
    for (Suspicion one : collected.kept) {
      ObjectNode node =
          list.addObject()
              .put("what", word(one))
              .put("where", one.where())
              .put("address", shown(one.address()))
              .put("count", one.count());
      ArrayNode which = node.putArray("which");
      one.members().forEach(member -> which.add(shown(member)));
      node.put("proposal", shown(one.mend()));
    }
    ArrayNode said = document.putArray("remarks");
    remarks.forEach(said::add);
    return document;
  }

  private static String which(Suspicion one) {
    int more = one.count() - one.members().size();
    return String.join(", ", one.members()) + (more > 0 ? " and " + more + " more" : "");
  }

  private static String word(Suspicion one) {
    return one.kind().name().toLowerCase(Locale.ROOT);
  }

  private String shown(String text) {
    return show ? text : Masking.maskAddresses(text);
  }

  /// The first suspicions, and how many there are. Confined to one thread.
  private static final class Collected {
    private final List<Suspicion> kept = new ArrayList<>();
    private final int most;
    private long total;

    private Collected(int most) {
      this.most = most;
    }

    private void add(Suspicion suspicion) {
      total++;
      if (kept.size() < most) {
        kept.add(suspicion);
      }
    }
  }
}
