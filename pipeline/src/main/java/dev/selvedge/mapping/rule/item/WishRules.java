package dev.selvedge.mapping.rule.item;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemKey;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.WishNames;
import dev.selvedge.mapping.function.Cause;
import dev.selvedge.mapping.function.Datum;
import dev.selvedge.mapping.function.Kind;
import dev.selvedge.mapping.rule.expression.Rule;
import dev.selvedge.mapping.rule.expression.RuleReader;
import dev.selvedge.mapping.rule.expression.Scope;
import dev.selvedge.mapping.rule.expression.Target;
import dev.selvedge.yaml.YamlSection;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// The compiled `wish:` section: that somebody wants to hear when a product is there again, or
/// cheaper. Thread-safe.
public record WishRules(
    Rule key, Rule sku, Rule askedAt, Rule purpose, Rule priceSeen, KeySpace keys)
    implements ItemSection {

  static Optional<WishRules> read(YamlSection file, RuleReader rules) {
    return file.section("wish").map(section -> of(section, rules));
  }

  private static WishRules of(YamlSection wish, RuleReader rules) {
    return new WishRules(
        rules.read(wish, "key", Target.needed("wish.key", Kind.TEXT)),
        rules.read(wish, "sku", Target.needed("wish.sku", Kind.TEXT)),
        rules.read(wish, "asked_at", Target.needed("wish.asked_at", Kind.TIME)),
        rules.read(wish, "for", Target.needed("wish.for", Kind.TEXT)),
        rules.read(wish, "price_seen", Target.wanted("wish.price_seen", Kind.NUMBER)),
        KeySpace.read(wish));
  }

  @Override
  public ItemClaim claim(Scope scope) {
    String id = key.text(scope);
    if (id.length() > RecordRef.MAX_KEY) {
      scope
          .run()
          .problem(
              key, scope, new Datum.Wrong(Cause.KEY_TOO_LONG, id, "is too long for a wish", ""));
    }
    Map<String, Value> found = new TreeMap<>();
    ProductRules.put(WishNames.SKU, WishNames.ORIGINAL_SKU, sku.text(scope), found);
    askedAt
        .time(scope)
        .ifPresent((Instant at) -> found.put(WishNames.ASKED_AT, new Value.Date(at)));
    String given = purpose.text(scope);
    String read = given.strip().toLowerCase(java.util.Locale.ROOT);
    if (WishNames.PURPOSES.contains(read)) {
      found.put(WishNames.PURPOSE, new Value.Text(read));
    } else if (!given.isEmpty()) {
      scope
          .run()
          .problem(
              purpose,
              scope,
              new Datum.Wrong(
                  Cause.NOT_IN_LOOKUP,
                  given,
                  "is not what a wish is for: 'stock' or 'price'",
                  "a lookup table can translate it"));
    }
    priceSeen
        .money(scope)
        .ifPresent(seen -> found.put(WishNames.PRICE_SEEN, new Value.Decimal(seen)));
    return id.isEmpty()
        ? new ItemClaim.NoItem()
        : new ItemClaim.About(ItemKey.wish(id), new ItemPart(found, Map.of()));
  }
}
