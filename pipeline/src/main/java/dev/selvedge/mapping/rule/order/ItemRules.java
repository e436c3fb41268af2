package dev.selvedge.mapping.rule.order;

import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.rule.expression.Each;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.expression.Target;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.util.List;

/// The compiled `lines:` of a parcel, a refund or a cancellation: how much of which line of the
/// order it is about. Thread-safe.
record ItemRules(Each each, Rule line, Rule sku, Rule quantity) {

  /// None or one.
  static List<ItemRules> read(YamlSection part, String name, RuleReader rules) {
    return part.section("lines").map(section -> of(section, name, rules)).stream().toList();
  }

  private static ItemRules of(YamlSection lines, String name, RuleReader rules) {
    if (!lines.has(RuleReader.SKU) && !lines.has("line")) {
      lines.requiredText(RuleReader.SKU);
    }
    return new ItemRules(
        Each.read(name + ".lines", lines, rules),
        rules.read(lines, "line", Target.wanted("line", Kind.TEXT).inEach()),
        rules.read(lines, RuleReader.SKU, Target.wanted(RuleReader.SKU, Kind.TEXT).inEach()),
        rules.read(lines, "quantity", Target.needed("quantity", Kind.NUMBER).inEach()));
  }

  static List<OrderPart.Item> items(List<ItemRules> rules, Scope scope) {
    return rules.stream().flatMap(one -> one.each().all(scope, one::item).stream()).toList();
  }

  private OrderPart.Item item(Scope scope) {
    String key = line.text(scope);
    String original = sku.text(scope);
    if (key.isEmpty() && original.isEmpty()) {
      scope
          .run()
          .problem(
              sku.at().isEmpty() ? line : sku,
              scope,
              new Datum.Wrong(
                  Cause.MISSING, "", "is needed, but nothing says which line it is", ""));
    }
    return new OrderPart.Item(
        key, LineRules.clean(original, scope), quantity.number(scope).orElse(BigDecimal.ZERO));
  }
}
