package dev.selvedge.app.report;

import dev.selvedge.app.report.Audience.Topic;
import dev.selvedge.app.report.Report.Section;
import dev.selvedge.app.report.Report.Table;
import dev.selvedge.watch.report.Period;
import dev.selvedge.work.Spans;
import dev.selvedge.work.report.Figures;
import dev.selvedge.work.report.Figures.Earned;
import dev.selvedge.work.report.Reported;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/// Tells of the orders that were placed soon after an automation took their person up, and what
/// counts as such.
final class Revenue {
  private final Reported reported;
  private final Period period;

  private Revenue(Reported reported) {
    this.reported = reported;
    this.period = reported.now().span().period();
  }

  static Section of(Reported reported) {
    Revenue revenue = new Revenue(reported);
    List<String> sentences = new ArrayList<>(revenue.sums());
    sentences.add(revenue.definition());
    return new Section(Topic.REVENUE, sentences, revenue.table());
  }

  private record Line(String automation, String currency) implements Comparable<Line> {
    @Override
    public int compareTo(Line other) {
      int order = automation.compareTo(other.automation);
      return order == 0 ? currency.compareTo(other.currency) : order;
    }
  }

  private String days() {
    return Spans.words(reported.attributed());
  }

  private List<String> sums() {
    Map<String, Earned> now = byCurrency(reported.now());
    Map<String, Earned> before = reported.before().map(Revenue::byCurrency).orElse(Map.of());
    TreeSet<String> currencies = new TreeSet<>(now.keySet());
    currencies.addAll(before.keySet());
    if (currencies.isEmpty()) {
      return List.of(
          "No order was placed within " + days() + " after an automation had taken its person up.");
    }
    List<String> sentences = new ArrayList<>();
    for (String currency : currencies) {
      Earned one = now.getOrDefault(currency, nothing(currency));
      String then =
          reported
              .before()
              .map(
                  figures ->
                      "; "
                          + money(before.getOrDefault(currency, nothing(currency)))
                          + ' '
                          + Wording.before(period))
              .orElse("");
      sentences.add(
          "After automations: "
              + Wording.count(one.orders(), "order")
              + " worth "
              + money(one)
              + then
              + '.');
    }
    return sentences;
  }

  private static Earned nothing(String currency) {
    return new Earned("", currency, 0, BigDecimal.ZERO);
  }

  private static Map<String, Earned> byCurrency(Figures figures) {
    Map<String, Earned> sums = new TreeMap<>();
    for (Earned one : figures.earned()) {
      sums.merge(
          one.currency(),
          one,
          (a, b) -> new Earned("", one.currency(), a.orders() + b.orders(), a.net().add(b.net())));
    }
    return sums;
  }

  private static String money(Earned one) {
    return Wording.money(one.net(), one.currency());
  }

  private String definition() {
    return "Counted is each order that was placed within "
        + days()
        + " after Dotdigital took its person into an automation, for the last automation that did so"
        + " before; cancelled orders and refunded money are left out, as far as is known by now. It"
        + " tells what came after, and proves no cause.";
  }

  private Table table() {
    TreeSet<Line> lines = new TreeSet<>();
    reported.now().earned().forEach(one -> lines.add(line(one)));
    reported.before().ifPresent(figures -> figures.earned().forEach(one -> lines.add(line(one))));
    List<List<String>> rows = new ArrayList<>();
    for (Line line : lines) {
      Earned now = earned(reported.now(), line);
      Optional<Earned> then = reported.before().map(figures -> earned(figures, line));
      rows.add(
          List.of(
              line.automation(),
              Wording.number(now.orders()),
              then.map(one -> Wording.number(one.orders())).orElse("–"),
              money(now),
              then.map(Revenue::money).orElse("–")));
    }
    String before = Wording.capital(Wording.before(period));
    return new Table(1, List.of("Automation", "Orders", before, "Worth", before), rows);
  }

  private static Line line(Earned one) {
    return new Line(one.automation(), one.currency());
  }

  private static Earned earned(Figures figures, Line line) {
    return figures.earned(line.automation(), line.currency()).orElse(nothing(line.currency()));
  }
}
