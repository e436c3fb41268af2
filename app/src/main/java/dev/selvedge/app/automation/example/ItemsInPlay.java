package dev.selvedge.app.automation.example;

import dev.selvedge.SystemName;
import dev.selvedge.app.config.example.Happening;
import dev.selvedge.app.config.example.Happening.Kind;
import dev.selvedge.commerce.CatalogRules;
import dev.selvedge.mapping.CartNames;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.WishNames;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Carts, wishes and products of an example, as far as they have been told. Confined to one thread.
final class ItemsInPlay {
  private static final BigDecimal SOME = BigDecimal.TEN;
  private static final List<String> AMOUNTS = List.of("stock", "price", "special_price");
  private static final String SOMETHING = "THING";

  private final CatalogRules rules;
  private final SystemName any;
  private final Map<String, Instant> begun = new HashMap<>();
  private final Map<String, Map<SystemName, Map<String, Value>>> products = new LinkedHashMap<>();

  /// @param any the system that tells what is nobody's in particular
  ItemsInPlay(CatalogRules rules, SystemName any) {
    this.rules = rules;
    this.any = any;
  }

  ItemClaim cart(Happening one) {
    BigDecimal total = one.number("total").orElse(SOME);
    Instant since = begun.computeIfAbsent(one.key(), key -> one.at());
    Map<String, Value> values = new TreeMap<>();
    values.put(CartNames.CREATED, new Value.Date(since));
    values.put(CartNames.MODIFIED, new Value.Date(one.at()));
    values.put(CartNames.TOTAL, new Value.Decimal(total));
    values.put(CartNames.CURRENCY, new Value.Text(one.text("currency", "GBP")));
    text(values, CartNames.URL, one.text("url", ""));
    if (one.kind() == Kind.EMPTIED) {
      values.put(CartNames.EMPTIED, new Value.Flag(true));
    }
    List<String> skus = one.texts("skus").isEmpty() ? List.of(SOMETHING) : one.texts("skus");
    List<Map<String, Value>> lines = skus.stream().map(sku -> line(sku, total)).toList();
    return new ItemClaim.About(
        ItemKey.cart(one.key()), new ItemPart(values, Map.of(), Map.of(CartNames.LINES, lines)));
  }

  private static Map<String, Value> line(String sku, BigDecimal total) {
    return Map.of(
        CartNames.SKU, new Value.Text(sku),
        CartNames.NAME, new Value.Text(sku),
        CartNames.QUANTITY, new Value.Decimal(BigDecimal.ONE),
        CartNames.UNIT_PRICE, new Value.Decimal(total),
        CartNames.LINE_TOTAL, new Value.Decimal(total));
  }

  /// One wish for each product and purpose.
  ItemClaim wish(Happening one) {
    String purpose = one.text("for", "stock");
    Map<String, Value> values = new TreeMap<>();
    values.put(WishNames.SKU, new Value.Text(one.key()));
    values.put(WishNames.PURPOSE, new Value.Text(purpose));
    values.put(WishNames.ASKED_AT, new Value.Date(one.at()));
    one.number("price_seen")
        .ifPresent(seen -> values.put(WishNames.PRICE_SEEN, new Value.Decimal(seen)));
    return new ItemClaim.About(
        ItemKey.wish(one.key() + "-" + purpose), new ItemPart(values, Map.of()));
  }

  /// What each system that may tell of it says of it now.
  Map<SystemName, ItemClaim> product(Happening one) {
    Map<SystemName, Map<String, Value>> known =
        products.computeIfAbsent(one.key(), key -> new TreeMap<>());
    Map<SystemName, ItemClaim> changed = new TreeMap<>();
    Map<String, Value> news = new TreeMap<>();
    news.put(WishNames.SKU, new Value.Text(one.key()));
    for (String name : AMOUNTS) {
      one.number(name).ifPresent(number -> news.put(name, new Value.Decimal(number)));
    }
    text(news, "name", one.text("name", ""));
    text(news, "url", one.text("url", ""));
    news.forEach(
        (name, value) ->
            known.computeIfAbsent(owner(name), it -> new TreeMap<>()).put(name, value));
    news.keySet().stream()
        .map(this::owner)
        .distinct()
        .forEach(
            system ->
                changed.put(
                    system,
                    new ItemClaim.About(
                        ItemKey.product(one.key()),
                        new ItemPart(known.getOrDefault(system, Map.of()), Map.of()))));
    return changed;
  }

  private SystemName owner(String property) {
    List<SystemName> owners = rules.owners().getOrDefault(property, List.of());
    return owners.isEmpty() ? any : owners.getFirst();
  }

  private static void text(Map<String, Value> values, String name, String text) {
    if (!text.isEmpty()) {
      values.put(name, new Value.Text(text));
    }
  }
}
