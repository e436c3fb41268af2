package dev.selvedge.mapping.rule;

import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.function.Sku;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The compiled `product:` section. What all systems know a product by is cleaned as SKUs are.
/// Thread-safe.
///
/// @param money amounts, by the name in the record
/// @param values all other single values
/// @param lists what there are several of
record ProductRules(
    Rule key,
    Map<String, Rule> money,
    Map<String, Rule> values,
    Map<String, Texts> lists,
    Map<String, Rule> attributes) {
  private static final Map<String, String> MONEY =
      Map.of(
          "price", "price",
          "price_incl_tax", "price_incl_tax",
          "special_price", "special_price");
  private static final Map<String, String> TEXTS =
      Map.of(
          "parent", "parent_id",
          "name", "name",
          "sku", "sku",
          "status", "status",
          "currency", "currency",
          "url", "url",
          "image", "image_path");

  ProductRules {
    money = Collections.unmodifiableMap(new LinkedHashMap<>(money));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
  }

  /// One text of each element of a list.
  record Texts(Each each, Rule text) {
    static Optional<Texts> read(YamlSection product, String key, String of, RuleReader rules) {
      return product
          .section(key)
          .map(
              section ->
                  new Texts(
                      Each.read("product." + key, section, rules),
                      rules.read(section, of, Target.wanted(of, Kind.TEXT).inEach())));
    }

    List<String> all(Scope scope) {
      return each.all(scope, text::text).stream()
          .filter(found -> !found.isEmpty())
          .distinct()
          .toList();
    }
  }

  static Optional<ProductRules> read(YamlSection file, RuleReader rules) {
    return file.section("product").map(section -> of(section, rules));
  }

  private static ProductRules of(YamlSection product, RuleReader rules) {
    Map<String, Rule> money = new LinkedHashMap<>();
    Map<String, Rule> values = new LinkedHashMap<>();
    MONEY.forEach((key, name) -> add(product, key, name, Kind.NUMBER, rules, money));
    TEXTS.forEach((key, name) -> add(product, key, name, Kind.TEXT, rules, values));
    add(product, "stock", "stock", Kind.NUMBER, rules, values);
    add(product, "created", "created_date", Kind.TIME, rules, values);
    Map<String, Texts> lists = new LinkedHashMap<>();
    Texts.read(product, "categories", "name", rules).ifPresent(all -> lists.put("categories", all));
    Texts.read(product, "images", "url", rules).ifPresent(all -> lists.put("images", all));
    Map<String, Rule> attributes = new LinkedHashMap<>();
    YamlSection given = product.sectionOrEmpty("attributes");
    given.keys().forEach(name -> attributes.put(name, attribute(given, name, rules)));
    return new ProductRules(
        rules.read(product, "key", Target.needed("product.key", Kind.TEXT)),
        money,
        values,
        lists,
        attributes);
  }

  private static void add(
      YamlSection product,
      String key,
      String name,
      Kind kind,
      RuleReader rules,
      Map<String, Rule> all) {
    if (product.has(key)) {
      all.put(name, rules.read(product, key, Target.wanted("product." + key, kind)));
    }
  }

  private static Rule attribute(YamlSection attributes, String name, RuleReader rules) {
    String field = "product.attributes." + name;
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
    Kind kind = PersonReader.kind(section.choice("type", FieldType.STRING));
    return rules.ofSection(section, Target.wanted(field, kind));
  }

  ItemClaim claim(Scope scope) {
    String given = key.text(scope);
    Map<String, Value> found = new TreeMap<>();
    values.forEach((name, rule) -> put(name, rule.evaluate(scope), found));
    attributes.forEach((name, rule) -> put(name, rule.evaluate(scope), found));
    money.forEach(
        (name, rule) ->
            rule.money(scope).ifPresent(sum -> found.put(name, new Value.Decimal(sum))));
    if (found.get("sku") instanceof Value.Text(String sku)) {
      put("sku", "original_sku", sku, found);
    }
    if (found.get("parent_id") instanceof Value.Text(String parent)) {
      put("parent_id", "original_parent_id", parent, found);
    }
    put("id", "original_id", given, found);
    Map<String, List<String>> several = new TreeMap<>();
    lists.forEach((name, texts) -> several.put(name, texts.all(scope)));
    return given.isEmpty()
        ? new ItemClaim.NoItem()
        : new ItemClaim.About(ItemKey.product(Sku.clean(given)), new ItemPart(found, several));
  }

  /// Cleaned, with the original beside it where that differs.
  private static void put(String name, String original, String given, Map<String, Value> values) {
    if (given.isEmpty()) {
      return;
    }
    String clean = Sku.clean(given);
    values.put(name, new Value.Text(clean));
    if (!clean.equals(given)) {
      values.put(original, new Value.Text(given));
    }
  }

  private static void put(String name, Datum datum, Map<String, Value> values) {
    switch (datum) {
      case Datum.Text(String text) -> {
        if (!text.isEmpty()) {
          values.put(name, new Value.Text(text));
        }
      }
      case Datum.Decimal(BigDecimal number) -> values.put(name, new Value.Decimal(number));
      case Datum.Time(Instant instant) -> values.put(name, new Value.Date(instant));
      case Datum.Flag(boolean flag) -> values.put(name, new Value.Flag(flag));
      case Datum.Absent ignored -> {}
      case Datum.Wrong ignored -> {}
      case Datum.Items ignored -> {}
      case Datum.Tree ignored -> {}
    }
  }
}
