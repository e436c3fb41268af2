package dev.selvedge.mapping.rule.item;

import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.function.Sku;
import dev.selvedge.mapping.rule.expression.Each;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.expression.Target;
import dev.selvedge.mapping.rule.expression.TypedRules;
import dev.selvedge.yaml.YamlSection;
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
public record ProductRules(
    Rule key,
    Map<String, Rule> money,
    Map<String, Rule> values,
    Map<String, Texts> lists,
    TypedRules attributes)
    implements ItemSection {
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

  public ProductRules {
    money = Collections.unmodifiableMap(new LinkedHashMap<>(money));
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    lists = Collections.unmodifiableMap(new LinkedHashMap<>(lists));
  }

  /// One text of each element of a list.
  record Texts(Each each, Rule text) {
    static Optional<Texts> read(
        YamlSection parent, String name, String key, String of, RuleReader rules) {
      return parent
          .section(key)
          .map(
              section ->
                  new Texts(
                      Each.read(name + '.' + key, section, rules),
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
    Texts.read(product, "product", "categories", "name", rules)
        .ifPresent(all -> lists.put("categories", all));
    Texts.read(product, "product", "images", "url", rules)
        .ifPresent(all -> lists.put("images", all));
    return new ProductRules(
        rules.read(product, "key", Target.needed("product.key", Kind.TEXT)),
        money,
        values,
        lists,
        TypedRules.read(product.sectionOrEmpty("attributes"), "product.attributes", false, rules));
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

  @Override
  public ItemClaim claim(Scope scope) {
    String given = key.text(scope);
    Map<String, Value> found = new TreeMap<>(attributes.values(scope));
    values.forEach((name, rule) -> TypedRules.put(name, rule.evaluate(scope), found));
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
  static void put(String name, String original, String given, Map<String, Value> values) {
    if (given.isEmpty()) {
      return;
    }
    String clean = Sku.clean(given);
    values.put(name, new Value.Text(clean));
    if (!clean.equals(given)) {
      values.put(original, new Value.Text(given));
    }
  }
}
