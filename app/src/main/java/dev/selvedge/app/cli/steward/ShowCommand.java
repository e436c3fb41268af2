package dev.selvedge.app.cli.steward;

import dev.selvedge.RecordRef;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.page.Display;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.EmailAddress;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.person.FormerAddress;
import dev.selvedge.person.Person;
import dev.selvedge.person.Profile;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.identity.Belonging;
import dev.selvedge.person.identity.Identification;
import dev.selvedge.work.Store;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// `selvedge person show`: which records are a person, and why.
@Command(
    name = "show",
    description =
        "Show which records are a person and why each of them is, the addresses they had before, and"
            + " where each value comes from.")
public final class ShowCommand implements Callable<Integer> {
  private static final int MOST_UNCLEAR = 100;

  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();

  @Parameters(index = "0", paramLabel = "e-mail", description = "The person's address.")
  private String email = "";

  /// Looks with the desk's project.
  public ShowCommand(Desk desk) {
    this.desk = desk;
  }

  /// What is known of one person.
  private record Shown(
      Person person,
      Map<Contribution, Belonging> records,
      List<FormerAddress> addresses,
      Map<RecordRef, Belonging> unclear,
      Profile profile) {}

  @Override
  public Integer call() {
    Project loaded = desk.project(project.path());
    Optional<Shown> shown;
    try (Store store = desk.backstage().look(loaded)) {
      shown = store.read(ports -> find(loaded, ports));
    }
    Shown person =
        shown.orElseThrow(
            () ->
                new CommandException(
                    ExitCode.FAILED,
                    "nobody has the address '" + email + "'",
                    "'selvedge trail <record>' says what became of a record"));
    Printer printer = new Printer(desk.terminal(), shared);
    if (shared.json()) {
      printer.json(document(person));
    } else {
      print(person, printer);
    }
    return ExitCode.OK.number();
  }

  private Optional<Shown> find(Project loaded, Store.Ports ports) {
    return address(loaded.identity().emails())
        .flatMap(address -> ports.people().byEmail(List.of(address)).stream().findFirst())
        .map(person -> shown(person, loaded, ports));
  }

  /// As a mapping would read it.
  private Optional<String> address(EmailRules rules) {
    return EmailAddress.normalise(email)
        .map(
            normal ->
                rules.read(normal) instanceof EmailRules.Reading.Usable(String usable)
                    ? usable
                    : normal);
  }

  private static Shown shown(Person person, Project loaded, Store.Ports ports) {
    List<Contribution> said =
        ports.contributions().ofPersons(List.of(person.id())).stream()
            .map(StoredContribution::contribution)
            .toList();
    Map<RecordRef, Belonging> why =
        Identification.explain(said, ports.contributions(), ports.links());
    Map<Contribution, Belonging> records = new java.util.LinkedHashMap<>();
    said.forEach(
        one -> Optional.ofNullable(why.get(one.ref())).ifPresent(it -> records.put(one, it)));
    List<FormerAddress> addresses =
        ports.formerAddresses().ofRecords(said.stream().map(Contribution::ref).toList());
    Map<RecordRef, Belonging> unclear =
        Identification.unclear(said, MOST_UNCLEAR, ports.contributions(), ports.links());
    return new Shown(person, records, addresses, unclear, Profile.of(said, loaded.fields()));
  }

  private void print(Shown shown, Printer printer) {
    Display display = new Display(desk.terminal().zone());
    Table records = Table.of("RECORD", "CHANGED", "WHY IT IS HERE");
    shown
        .records()
        .forEach(
            (record, why) ->
                records.row(
                    record.ref().text(),
                    display.exact(record.version().changedAt()),
                    Reasons.words(why)));
    printer.lines(records.lines());
    Table addresses = Table.of("RECORD", "FORMER ADDRESS", "LEFT");
    shown.addresses().stream()
        .filter(one -> !one.address().isEmpty())
        .forEach(
            one ->
                one.leftAt(shown.addresses())
                    .ifPresent(
                        left ->
                            addresses.row(
                                one.record().text(), one.address(), display.exact(left))));
    section(printer, addresses);
    Table unclear = Table.of("NOBODY'S, THOUGH IT HAS THEIR NUMBER", "WHY");
    shown.unclear().forEach((ref, why) -> unclear.row(ref.text(), Reasons.words(why)));
    section(printer, unclear);
    Table values = Table.of("FIELD", "VALUE", "FROM", "RULE");
    shown
        .profile()
        .fields()
        .forEach(
            (name, held) ->
                values.row(name, held.value().display(), held.origin().text(), held.rule()));
    section(printer, values);
  }

  private static void section(Printer printer, Table table) {
    if (table.lines().size() > 1) {
      printer.line("");
      printer.lines(table.lines());
    }
  }

  private static ObjectNode document(Shown shown) {
    ObjectNode document =
        JsonNodeFactory.instance
            .objectNode()
            .put("person", shown.person().id().value())
            .put("email", shown.person().email());
    ArrayNode records = document.putArray("records");
    shown
        .records()
        .forEach(
            (record, why) ->
                records
                    .addObject()
                    .put("record", record.ref().text())
                    .put("changed", record.version().changedAt().toString())
                    .put("why", Reasons.words(why)));
    ArrayNode unclear = document.putArray("unclear");
    shown
        .unclear()
        .forEach(
            (ref, why) ->
                unclear.addObject().put("record", ref.text()).put("why", Reasons.words(why)));
    ArrayNode addresses = document.putArray("former_addresses");
    shown.addresses().stream()
        .filter(one -> !one.address().isEmpty())
        .forEach(
            one ->
                one.leftAt(shown.addresses())
                    .ifPresent(
                        left ->
                            addresses
                                .addObject()
                                .put("record", one.record().text())
                                .put("address", one.address())
                                .put("left", left.toString())));
    ObjectNode values = document.putObject("values");
    shown
        .profile()
        .fields()
        .forEach(
            (name, held) ->
                values
                    .putObject(name)
                    .put("value", held.value().display())
                    .put("from", held.origin().text())
                    .put("rule", held.rule()));
    return document;
  }
}
