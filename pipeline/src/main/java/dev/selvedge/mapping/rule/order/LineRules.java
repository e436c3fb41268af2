package dev.selvedge.mapping.rule.order;

import dev.selvedge.mapping.LineDetails;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.function.Sku;
import dev.selvedge.mapping.rule.expression.Each;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.expression.Target;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;

/// The compiled rules of an order's lines. SKUs are always cleaned. Thread-safe.
///
/// @param amounts those that the mapping has
public record LineRules(
    Each each,
    Rule productId,
    Rule sku,
    Rule name,
    Rule quantity,
    Rule unitPrice,
    Rule key,
    Rule parentId,
    Map<LineDetails.Amount, Rule> amounts,
    Rule categories,
    Rule brand,
    Rule image,
    Rule url) {

  public LineRules {
    amounts = Map.copyOf(amounts);
  }

  static LineRules read(YamlSection lines, RuleReader rules) {
    if (!lines.has(RuleReader.SKU) && !lines.has("product_id")) {
      lines.requiredText(RuleReader.SKU);
    }
    Map<LineDetails.Amount, Rule> amounts = new EnumMap<>(LineDetails.Amount.class);
    for (LineDetails.Amount amount : LineDetails.Amount.values()) {
      String key = amount.name().toLowerCase(Locale.ROOT);
      if (lines.has(key)) {
        amounts.put(amount, rules.read(lines, key, Target.wanted(key, Kind.NUMBER).inEach()));
      }
    }
    return new LineRules(
        Each.read("order.lines", lines, rules),
        rules.read(lines, "product_id", Target.wanted("product_id", Kind.TEXT).inEach()),
        rules.read(lines, RuleReader.SKU, Target.wanted(RuleReader.SKU, Kind.TEXT).inEach()),
        rules.read(lines, "name", Target.wanted("name", Kind.TEXT).inEach()),
        rules.read(lines, "quantity", Target.needed("quantity", Kind.NUMBER).inEach()),
        rules.read(lines, "unit_price", Target.needed("unit_price", Kind.NUMBER).inEach()),
        rules.read(lines, "line", Target.wanted("line", Kind.TEXT).inEach()),
        rules.read(lines, "parent_id", Target.wanted("parent_id", Kind.TEXT).inEach()),
        amounts,
        rules.read(lines, "categories", Target.wanted("categories", Kind.ANY).inEach()),
        rules.read(lines, "brand", Target.wanted("brand", Kind.TEXT).inEach()),
        rules.read(lines, "image", Target.wanted("image", Kind.TEXT).inEach()),
        rules.read(lines, "url", Target.wanted("url", Kind.TEXT).inEach()));
  }

  OrderPart.Line line(Scope scope) {
    String product = productId.text(scope);
    String given = sku.text(scope);
    String original = given.isEmpty() ? product : given;
    if (original.isEmpty()) {
      scope
          .run()
          .problem(
              sku.at().isEmpty() ? productId : sku,
              scope,
              new Datum.Wrong(
                  Cause.MISSING, "", "is needed, but the line has neither SKU nor product id", ""));
    }
    return new OrderPart.Line(
        product.isEmpty() ? original : product,
        clean(original, scope),
        original,
        name.text(scope),
        quantity.number(scope).orElse(BigDecimal.ZERO),
        unitPrice.money(scope).orElse(BigDecimal.ZERO),
        details(scope));
  }

  private LineDetails details(Scope scope) {
    Map<LineDetails.Amount, BigDecimal> known = new EnumMap<>(LineDetails.Amount.class);
    amounts.forEach(
        (amount, rule) -> rule.money(scope).ifPresent(value -> known.put(amount, value)));
    LineDetails details =
        new LineDetails(
            key.text(scope),
            clean(parentId.text(scope), scope),
            known,
            categories.texts(scope),
            brand.text(scope),
            image.text(scope),
            url.text(scope));
    return details.equals(LineDetails.NONE) ? LineDetails.NONE : details;
  }

  /// A SKU in the safe alphabet, with a remark where it was not.
  static String clean(String original, Scope scope) {
    String clean = original.isEmpty() ? "" : Sku.clean(original);
    if (!clean.equals(original)) {
      scope.run().warn(scope.prefix() + "sku had odd characters; it is sent as '" + clean + "'");
    }
    return clean;
  }
}
