package dev.selvedge.app.page;

import dev.selvedge.app.page.PersonPage.FieldLine;
import dev.selvedge.app.page.PersonPage.Origin;
import dev.selvedge.app.page.PersonPage.Overruled;
import dev.selvedge.commerce.Figures;
import dev.selvedge.commerce.Order;
import dev.selvedge.commerce.Replenishment;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.FieldCatalogue;
import dev.selvedge.mapping.Value;
import dev.selvedge.person.Profile;
import dev.selvedge.plan.PlanRules;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Says of each value of a person where it comes from and what it overruled. Pure.
final class ValueLines {
  private final PlanRules rules;
  private final List<Contribution> said;

  /// @param said what counts for the person
  ValueLines(PlanRules rules, List<Contribution> said) {
    this.rules = rules;
    this.said = List.copyOf(said);
  }

  /// By name; the figures derived from orders come last.
  List<FieldLine> lines(Collection<Order> orders) {
    Profile profile = Profile.of(said, rules.catalogue());
    List<FieldLine> lines = new ArrayList<>();
    profile.fields().forEach((name, held) -> lines.add(line(name, held)));
    profile.erased().forEach((name, erased) -> lines.add(line(name, erased)));
    lines.sort(Comparator.comparing(FieldLine::name));
    lines.addAll(figures(orders));
    return lines;
  }

  private FieldLine line(String name, Profile.Held held) {
    return new FieldLine(
        name,
        held.value().display(),
        held.field().dataField(),
        held.rule(),
        held.origins().stream()
            .map(
                origin ->
                    new Origin(
                        origin.record().text(),
                        origin.version().changedAt(),
                        held.origins().size() == 1 ? "" : origin.value().display()))
            .toList(),
        said.stream()
            .filter(contribution -> !held.isFrom(contribution.ref()))
            .flatMap(contribution -> overruled(held.field(), contribution).stream())
            .filter(lost -> !lost.value().equals(held.value().display()))
            .toList());
  }

  private FieldLine line(String name, Profile.Erased erased) {
    return new FieldLine(
        name,
        "",
        erased.field().dataField(),
        erased.rule(),
        List.of(new Origin(erased.record().text(), erased.version().changedAt(), "")),
        said.stream()
            .flatMap(contribution -> overruled(erased.field(), contribution).stream())
            .toList());
  }

  private static Optional<Overruled> overruled(
      FieldCatalogue.Field field, Contribution contribution) {
    boolean owner = field.owners().contains(contribution.ref().system());
    return Optional.ofNullable(contribution.fields().get(field.name()))
        .map(
            value ->
                new Overruled(
                    value.display(),
                    contribution.ref().text(),
                    contribution.version().changedAt(),
                    owner ? "" : contribution.ref().system() + " may not set this field"));
  }

  private List<FieldLine> figures(Collection<Order> orders) {
    long counted = orders.stream().filter(order -> !order.header().cancelled()).count();
    if (counted == 0) {
      return List.of();
    }
    String rule =
        "worked out from "
            + (counted == 1 ? "1 order" : counted + " orders")
            + "; cancelled ones do not count";
    Figures figures = Figures.of(orders, rules.figures());
    List<FieldLine> lines = new ArrayList<>();
    figures
        .values()
        .forEach(
            (figure, value) ->
                add(
                    figure.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                    value,
                    rules.figures().fields().get(figure),
                    rule,
                    lines));
    figures
        .spentIn()
        .forEach(
            (currency, value) ->
                add(
                    "spent in " + currency,
                    value,
                    rules.figures().spentIn().get(currency),
                    rule,
                    lines));
    for (Replenishment one : rules.figures().replenishments()) {
      Value at = figures.due().get(one.sku());
      if (at != null) {
        add("more " + one.sku() + " due", at, one.dataField(), rule, lines);
      }
    }
    return lines;
  }

  private static void add(
      String name,
      Value value,
      @org.jspecify.annotations.Nullable String dataField,
      String rule,
      List<FieldLine> lines) {
    if (dataField != null) {
      lines.add(new FieldLine(name, value.display(), dataField, rule, List.of(), List.of()));
    }
  }
}
