package dev.selvedge.mapping.rule.order;

import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.expression.Target;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Currency;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// The compiled rules of an order's header. Thread-safe.
///
/// @param lines none or one
public record HeaderRules(
    Rule placedAt,
    Rule status,
    Rule cancelled,
    Rule currency,
    Rule total,
    Map<OrderPart.Amount, Rule> amounts,
    List<LineRules> lines,
    Map<String, Rule> attributes,
    DetailRules details) {
  private static final Set<String> CURRENCIES =
      Currency.getAvailableCurrencies().stream()
          .map(Currency::getCurrencyCode)
          .collect(Collectors.toUnmodifiableSet());

  public HeaderRules {
    amounts = Map.copyOf(amounts);
    lines = List.copyOf(lines);
    attributes = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  static HeaderRules read(YamlSection header, RuleReader rules) {
    Map<OrderPart.Amount, Rule> amounts = new EnumMap<>(OrderPart.Amount.class);
    for (OrderPart.Amount amount : OrderPart.Amount.values()) {
      String key = amount.name().toLowerCase(Locale.ROOT);
      if (header.has(key)) {
        amounts.put(amount, rules.read(header, key, Target.wanted("order." + key, Kind.NUMBER)));
      }
    }
    Map<String, Rule> attributes = new LinkedHashMap<>();
    YamlSection given = header.sectionOrEmpty("attributes");
    for (String name : given.keys()) {
      attributes.put(name, attribute(given, name, rules));
    }
    return new HeaderRules(
        rules.read(header, "placed_at", Target.needed("order.placed_at", Kind.TIME)),
        rules.read(header, "status", Target.needed("order.status", Kind.TEXT)),
        rules.read(header, "cancelled", Target.wanted("order.cancelled", Kind.FLAG)),
        rules.read(header, "currency", Target.needed("order.currency", Kind.TEXT)),
        rules.read(header, "total", Target.needed("order.total", Kind.NUMBER)),
        amounts,
        header.section("lines").map(section -> LineRules.read(section, rules)).stream().toList(),
        attributes,
        DetailRules.read(header, rules));
  }

  private static Rule attribute(YamlSection attributes, String name, RuleReader rules) {
    String field = "order.attributes." + name;
    if (attributes.node(name).orElse(null) instanceof YamlNode.Scalar) {
      attributes.problem(
          name,
          "the attribute '" + name + "' has no type",
          "write {from: …, type: string}, numeric, date or boolean");
      return Rule.none(field, Kind.TEXT);
    }
    YamlSection section = attributes.requiredSection(name);
    if (!section.has("type")) {
      section.requiredText("type");
    }
    Kind kind = Target.kindOf(section.choice("type", FieldType.STRING));
    return rules.ofSection(section, Target.wanted(field, kind));
  }

  OrderPart.Header header(Scope scope) {
    Map<OrderPart.Amount, BigDecimal> known = new EnumMap<>(OrderPart.Amount.class);
    amounts.forEach(
        (amount, rule) -> rule.money(scope).ifPresent(value -> known.put(amount, value)));
    Map<String, Value> values = new TreeMap<>();
    attributes.forEach((name, rule) -> add(name, rule.evaluate(scope), values));
    return new OrderPart.Header(
        placedAt.time(scope).orElse(Instant.EPOCH),
        status.text(scope),
        cancelled.flag(scope),
        currency(currency, scope),
        total.money(scope).orElse(BigDecimal.ZERO),
        known,
        lines.stream().flatMap(rules -> rules.each().all(scope, rules::line).stream()).toList(),
        values,
        details.details(scope));
  }

  private static void add(String name, Datum datum, Map<String, Value> values) {
    switch (datum) {
      case Datum.Text(String text) -> values.put(name, new Value.Text(text));
      case Datum.Decimal(BigDecimal number) -> values.put(name, new Value.Decimal(number));
      case Datum.Time(Instant instant) -> values.put(name, new Value.Date(instant));
      case Datum.Flag(boolean flag) -> values.put(name, new Value.Flag(flag));
      case Datum.Absent ignored -> {}
      case Datum.Wrong ignored -> {}
      case Datum.Items ignored -> {}
      case Datum.Tree ignored -> {}
    }
  }

  /// A currency code as it is written everywhere.
  public static String currency(Rule currency, Scope scope) {
    String given = currency.text(scope);
    String code = given.strip().toUpperCase(Locale.ROOT);
    if (!given.isEmpty() && !CURRENCIES.contains(code)) {
      scope
          .run()
          .problem(
              currency,
              scope,
              new Datum.Wrong(
                  Cause.BAD_CURRENCY,
                  given,
                  "is not a currency code such as GBP",
                  "a lookup table can translate it"));
    }
    return code;
  }
}
