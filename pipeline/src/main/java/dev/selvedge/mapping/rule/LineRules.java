package dev.selvedge.mapping.rule;

import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.function.Sku;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;

/// The compiled rules of an order's lines. SKUs are always cleaned. Thread-safe.
record LineRules(Each each, Rule productId, Rule sku, Rule name, Rule quantity, Rule unitPrice) {
  static final String SKU = "sku";

  static LineRules read(YamlSection lines, RuleReader rules) {
    if (!lines.has(SKU) && !lines.has("product_id")) {
      lines.requiredText(SKU);
    }
    return new LineRules(
        Each.read("order.lines", lines, rules),
        rules.read(lines, "product_id", Target.wanted("product_id", Kind.TEXT).inEach()),
        rules.read(lines, SKU, Target.wanted(SKU, Kind.TEXT).inEach()),
        rules.read(lines, "name", Target.wanted("name", Kind.TEXT).inEach()),
        rules.read(lines, "quantity", Target.needed("quantity", Kind.NUMBER).inEach()),
        rules.read(lines, "unit_price", Target.needed("unit_price", Kind.NUMBER).inEach()));
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
    String clean = original.isEmpty() ? "" : Sku.clean(original);
    if (!clean.equals(original)) {
      scope.run().warn(scope.prefix() + "sku had odd characters; it is sent as '" + clean + "'");
    }
    return new OrderPart.Line(
        product.isEmpty() ? original : product,
        clean,
        original,
        name.text(scope),
        quantity.number(scope).orElse(BigDecimal.ZERO),
        unitPrice.money(scope).orElse(BigDecimal.ZERO));
  }
}
