package dev.selvedge.app.cli.audit;

import dev.selvedge.app.audit.AuditPage;
import dev.selvedge.app.cli.CommandException;
import dev.selvedge.app.cli.ExitCode;
import dev.selvedge.app.cli.Printer;
import dev.selvedge.app.cli.console.Table;
import dev.selvedge.app.page.Display;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Counted;
import dev.selvedge.audit.numbers.Numbered;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/// What commands say of audits.
final class AuditPrint {
  private AuditPrint() {}

  /// One audit: what a person must know first.
  static void print(Audit audit, Printer printer, Display display) {
    printer.line(
        "Audit %d of %s, %s, %s by %s (%,d calls, %,d reads of sources)."
            .formatted(
                audit.id(),
                audit.target(),
                display.exact(audit.startedAt()),
                audit.state().words(),
                audit.by(),
                audit.result().calls(),
                audit.result().sourceCalls()));
    if (!audit.why().isEmpty()) {
      printer.line("It was broken off: " + audit.why() + ". What it found until then stands.");
    }
    audit.result().statements().forEach(statement -> printer.line("- " + statement));
    groups(audit.result().groups(), printer);
    numbers(audit.result().numbers(), printer, display);
    counted(audit.result().counted(), printer, display);
  }

  private static void numbers(List<Numbered> numbers, Printer printer, Display display) {
    if (numbers.isEmpty()) {
      return;
    }
    Table table = Table.of("ORDER NUMBERS", "ARE", ">ORDERS", ">MISSING", ">ON THEIR WAY");
    numbers.forEach(
        one ->
            table.row(
                one.feed(),
                one.verdict().words(),
                "%,d".formatted(one.orders()),
                one.verdict().tells() ? "%,d".formatted(one.missing()) : "–",
                one.verdict().tells() ? "%,d".formatted(one.waiting()) : "–"));
    printer.lines(table.lines());
    if (numbers.stream().anyMatch(Numbered::isLacking)) {
      gaps(numbers, printer, display);
    }
  }

  private static void counted(List<Counted> days, Printer printer, Display display) {
    if (days.isEmpty()) {
      return;
    }
    Table table =
        Table.of("ORDERS OF", "DAY", ">THERE", ">CAME", "", ">VALUE THERE", ">VALUE CAME");
    for (Counted day : days) {
      table.row(
          day.feed(),
          display.day(day.day()),
          "%,d".formatted(day.there()),
          "%,d".formatted(day.came()),
          day.isEven() ? "the same" : day.leftAlone() ? "left alone" : "NOT THE SAME",
          sums(day, true, display),
          sums(day, false, display));
    }
    printer.lines(table.lines());
  }

  private static String sums(Counted day, boolean there, Display display) {
    return day.sums().stream()
        .map(sum -> display.money(there ? sum.there() : sum.came(), sum.currency()))
        .collect(Collectors.joining(" + "));
  }

  private static void gaps(List<Numbered> numbers, Printer printer, Display display) {
    Table table = Table.of("MISSING FROM", "FIRST", "LAST", ">NUMBERS", "AFTER", "BEFORE");
    for (Numbered one : numbers) {
      for (Numbered.Run run : one.runs()) {
        for (Numbered.Range gap : run.ranges()) {
          table.row(
              one.feed(),
              gap.from(),
              gap.to(),
              "%,d".formatted(gap.count()),
              time(gap.after(), display),
              time(gap.before(), display));
        }
      }
    }
    printer.lines(table.lines());
  }

  private static String time(Instant at, Display display) {
    return at.equals(Instant.EPOCH) ? "–" : display.exact(at);
  }

  private static void groups(List<AuditResult.Group> groups, Printer printer) {
    if (groups.isEmpty()) {
      return;
    }
    Table table = Table.of(">COUNT", "WHAT", "DIFFERENCE", "FIELD", "HOP");
    groups.forEach(
        group ->
            table.row(
                "%,d".formatted(group.count()),
                AuditPage.noun(group.facet()),
                group.kind().words(),
                group.field(),
                group.hop().words()));
    printer.lines(table.lines());
  }

  /// The audit that is meant.
  ///
  /// @param id 0 for the newest
  static Audit find(long id, Store store) {
    return (id == 0
            ? store.read(ports -> ports.audits().newest(1, 0)).stream().findFirst()
            : store.read(ports -> ports.audits().find(id)))
        .orElseThrow(
            () ->
                new CommandException(
                    ExitCode.FAILED,
                    id == 0 ? "there was no audit yet" : "there is no audit " + id,
                    id == 0
                        ? "'selvedge audit run' makes one"
                        : "'selvedge audit list' lists them"));
  }
}
