package dev.selvedge.mapping.rule.item;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.CartNames;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.rule.expression.Condition;
import dev.selvedge.mapping.rule.expression.Each;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.expression.Target;
import dev.selvedge.mapping.rule.expression.TypedRules;
import dev.selvedge.mapping.rule.order.HeaderRules;
import dev.selvedge.yaml.YamlSection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The compiled `cart:` section. Thread-safe.
///
/// @param money amounts, by the name in the record
/// @param values all other single values
/// @param lines none or one
public record CartRules(
    Condition onlyIf,
    Rule key,
    Rule currency,
    Map<String, Rule> money,
    Map<String, Rule> values,
    List<LinesOfCart> lines,
    TypedRules attributes,
    KeySpace keys)
    implements ItemSection {
  private static final Map<String, String> MONEY =
      Map.of(
          "total", CartNames.TOTAL,
          "subtotal", "subTotal",
          "tax", "taxAmount",
          "shipping", "shipping",
          "discount", "discountAmount");

  public CartRules {
    money = Collections.unmodifiableMap(new LinkedHashMap<>(money));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    lines = List.copyOf(lines);
  }

  /// The compiled `lines:` of a cart. SKUs are always cleaned.
  record LinesOfCart(Each each, Map<String, Rule> money, Map<String, Rule> values, Rule sku) {
    private static final Map<String, String> MONEY =
        Map.of(
            "unit_price",
            CartNames.UNIT_PRICE,
            "sale_price",
            CartNames.SALE_PRICE,
            "total",
            CartNames.LINE_TOTAL);
    private static final Map<String, String> TEXTS =
        Map.of("name", CartNames.NAME, "url", CartNames.PRODUCT_URL, "image", CartNames.IMAGE_URL);

    LinesOfCart {
      money = Collections.unmodifiableMap(new LinkedHashMap<>(money));
      values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    static LinesOfCart read(YamlSection lines, RuleReader rules) {
      Map<String, Rule> money = new LinkedHashMap<>();
      Map<String, Rule> values = new LinkedHashMap<>();
      MONEY.forEach((key, name) -> addEach(lines, key, name, Kind.NUMBER, rules, money));
      TEXTS.forEach((key, name) -> addEach(lines, key, name, Kind.TEXT, rules, values));
      values.put(
          CartNames.QUANTITY,
          rules.read(lines, "quantity", Target.needed("quantity", Kind.NUMBER).inEach()));
      return new LinesOfCart(
          Each.read("cart.lines", lines, rules),
          money,
          values,
          rules.read(lines, RuleReader.SKU, Target.needed(RuleReader.SKU, Kind.TEXT).inEach()));
    }

    private static void addEach(
        YamlSection lines,
        String key,
        String name,
        Kind kind,
        RuleReader rules,
        Map<String, Rule> all) {
      if (lines.has(key)) {
        all.put(name, rules.read(lines, key, Target.wanted(key, kind).inEach()));
      }
    }

    private Map<String, Value> line(Scope scope) {
      Map<String, Value> line = new TreeMap<>();
      values.forEach((name, rule) -> TypedRules.put(name, rule.evaluate(scope), line));
      money.forEach(
          (name, rule) ->
              rule.money(scope).ifPresent(sum -> line.put(name, new Value.Decimal(sum))));
      ProductRules.put(CartNames.SKU, CartNames.ORIGINAL_SKU, sku.text(scope), line);
      return line;
    }
  }

  static Optional<CartRules> read(YamlSection file, RuleReader rules) {
    return file.section("cart").map(section -> of(section, rules));
  }

  private static CartRules of(YamlSection cart, RuleReader rules) {
    Map<String, Rule> money = new LinkedHashMap<>();
    Map<String, Rule> values = new LinkedHashMap<>();
    MONEY.forEach((key, name) -> add(cart, key, name, Kind.NUMBER, rules, money));
    add(cart, "url", CartNames.URL, Kind.TEXT, rules, values);
    add(cart, "store", "storeName", Kind.TEXT, rules, values);
    add(cart, "created_at", CartNames.CREATED, Kind.TIME, rules, values);
    add(cart, "modified_at", CartNames.MODIFIED, Kind.TIME, rules, values);
    add(cart, "converted", CartNames.CONVERTED, Kind.FLAG, rules, values);
    add(cart, "emptied", CartNames.EMPTIED, Kind.FLAG, rules, values);
    if (!cart.has("lines")) {
      cart.requiredSection("lines");
    }
    return new CartRules(
        Condition.read(cart, false, rules),
        rules.read(cart, "key", Target.needed("cart.key", Kind.TEXT)),
        rules.read(cart, "currency", Target.needed("cart.currency", Kind.TEXT)),
        money,
        values,
        cart.section("lines").map(lines -> LinesOfCart.read(lines, rules)).stream().toList(),
        TypedRules.read(cart.sectionOrEmpty("attributes"), "cart.attributes", false, rules),
        KeySpace.read(cart));
  }

  private static void add(
      YamlSection cart,
      String key,
      String name,
      Kind kind,
      RuleReader rules,
      Map<String, Rule> all) {
    if (cart.has(key)) {
      all.put(name, rules.read(cart, key, Target.wanted("cart." + key, kind)));
    }
  }

  @Override
  public ItemClaim claim(Scope scope) {
    if (!onlyIf.holds(scope)) {
      return new ItemClaim.NoItem();
    }
    String id = key.text(scope);
    if (id.length() > RecordRef.MAX_KEY) {
      scope
          .run()
          .problem(
              key, scope, new Datum.Wrong(Cause.KEY_TOO_LONG, id, "is too long for a cart", ""));
    }
    Map<String, Value> found = new TreeMap<>(attributes.values(scope));
    values.forEach((name, rule) -> TypedRules.put(name, rule.evaluate(scope), found));
    money.forEach(
        (name, rule) ->
            rule.money(scope).ifPresent(sum -> found.put(name, new Value.Decimal(sum))));
    String code = HeaderRules.currency(currency, scope);
    if (!code.isEmpty()) {
      found.put(CartNames.CURRENCY, new Value.Text(code));
    }
    List<Map<String, Value>> all =
        lines.stream().flatMap(each -> each.each().all(scope, each::line).stream()).toList();
    return id.isEmpty()
        ? new ItemClaim.NoItem()
        : new ItemClaim.About(
            ItemKey.cart(id), new ItemPart(found, Map.of(), Map.of(CartNames.LINES, all)));
  }
}
