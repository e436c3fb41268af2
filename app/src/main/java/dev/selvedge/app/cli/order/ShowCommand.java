package dev.selvedge.app.cli.order;

import dev.selvedge.SystemName;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.Desk;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.ProjectOption;
import dev.selvedge.app.cli.SharedOptions;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.config.Project;
import dev.selvedge.app.order.OrderJson;
import dev.selvedge.app.order.OrderPage;
import dev.selvedge.app.order.OrderPages;
import dev.selvedge.app.page.Display;
import dev.selvedge.commerce.Order;
import dev.selvedge.mapping.OrderKey;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.trail.Parked;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.work.Outlook;
import dev.selvedge.work.Store;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `selvedge orders show`: what an order is, who says so, and what others were told.
@Command(
    name = "show",
    description = {
      "Show what an order is now and whose, which records say so, its parcels and refunds, what each"
          + " system was told and when, and what happened to it. Changes nothing. A hub may run at"
          + " the same time."
    })
final class ShowCommand implements Callable<Integer> {
  private final Desk desk;

  @Mixin private final SharedOptions shared = new SharedOptions();
  @Mixin private final ProjectOption project = new ProjectOption();

  @Parameters(
      index = "0",
      paramLabel = "number",
      description = "The order's number; 'selvedge find' finds it by other numbers.")
  private String number = "";

  ShowCommand(Desk desk) {
    this.desk = desk;
  }

  @Override
  public Integer call() {
    Project loaded = desk.project(project.path());
    Map<SystemName, String> titles =
        desk.backstage().outlooks(loaded).stream()
            .collect(Collectors.toMap(Outlook::target, Outlook::title));
    Optional<OrderPage> found;
    try (Store store = desk.backstage().look(loaded)) {
      found = new OrderPages(store, titles).order(new OrderKey(number));
    }
    OrderPage page =
        found.orElseThrow(
            () ->
                new CommandException(
                    ExitCode.FAILED,
                    "nothing is known of an order '" + number + "'",
                    "'selvedge find' looks for other numbers as well"));
    Printer printer = new Printer(desk.terminal(), shared);
    if (shared.json()) {
      printer.json(OrderJson.of(page));
    } else {
      print(page, printer);
    }
    return ExitCode.OK.number();
  }

  private void print(OrderPage page, Printer printer) {
    Display display = new Display(desk.terminal().zone());
    Table facts = Table.of("ORDER", page.key().value());
    facts.row("state", page.status());
    page.waitsSince()
        .ifPresent(since -> facts.row("waits for the order since", display.exact(since)));
    page.owner().ifPresent(owner -> facts.row("person", owner.email()));
    page.order().ifPresent(order -> facts(order, page, display, facts));
    printer.lines(facts.lines());
    section(printer, tellers(page, display));
    section(printer, told(page, display));
    for (Parked parked : page.parked()) {
      printer.line("Parked " + parked.number() + ": " + parked.item().sentence());
    }
    Table trail = Table.of("TIME", "STAGE", "WORD", "RECORD", "WHAT HAPPENED");
    for (TrailEntry entry : page.trail()) {
      trail.row(
          display.exact(entry.at()),
          entry.stage().name().toLowerCase(Locale.ROOT),
          entry.word(),
          entry.about().source(),
          entry.sentence());
    }
    section(printer, trail);
  }

  private static void facts(Order order, OrderPage page, Display display, Table facts) {
    String currency = order.header().currency();
    facts.row("placed", display.exact(order.header().placedAt()));
    page.sums().forEach(sum -> facts.row(sum.name(), display.money(sum.amount(), currency)));
    facts.row("worth", display.money(order.net(), currency));
    page.facts().forEach(fact -> facts.row(fact.name(), fact.value()));
    for (OrderPart.Line line : order.header().lines()) {
      facts.row(
          line.sku(),
          line.quantity().toPlainString()
              + " × "
              + display.money(line.unitPrice(), currency)
              + ' '
              + line.name());
    }
    for (OrderPart.Fulfilment parcel : order.fulfilments()) {
      facts.row(
          "parcel",
          (parcel.carrier() + ' ' + parcel.tracking() + ' ' + parcel.status()).strip()
              + ", told by "
              + page.of(parcel));
    }
    for (OrderPart.Refund refund : order.refunds()) {
      facts.row(
          "refund", display.money(refund.amount(), currency) + ", told by " + page.of(refund));
    }
    for (OrderPart.Cancellation off : order.cancellations()) {
      facts.row("cancelled", display.money(off.amount(), currency) + ", told by " + page.of(off));
    }
  }

  private static Table tellers(OrderPage page, Display display) {
    Table records = Table.of("RECORD", "CHANGED", "TELLS", "");
    for (OrderPage.Teller teller : page.tellers()) {
      records.row(
          teller.record(),
          display.exact(teller.changedAt()),
          teller.gives().isEmpty() ? "only its number" : String.join(", ", teller.gives()),
          teller.counts()
              ? "the order is this one's"
              : teller.lost().stream()
                  .map(lost -> "overruled: " + lost.name() + ' ' + lost.value())
                  .collect(Collectors.joining(", ")));
    }
    return records;
  }

  private static Table told(OrderPage page, Display display) {
    Table told = Table.of("TOLD", "STATE", "HOLDS", "ACKNOWLEDGED", "AFTER THE CHANGE");
    for (OrderPage.Told one : page.told()) {
      told.row(
          one.target(),
          one.state(),
          one.holds(),
          one.at().map(display::exact).orElse("not yet"),
          one.took().map(took -> display.duration(took.toMillis())).orElse(""));
    }
    return told;
  }

  private static void section(Printer printer, Table table) {
    if (table.lines().size() > 1) {
      printer.line("");
      printer.lines(table.lines());
    }
  }
}
