package dev.selvedge.app.demo;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What the demo's shop sells.
final class Catalogue {
  private static final List<String> SIZES = List.of("S", "M", "L");
  private static final int FIRST = 1000;
  private static final int STOCK = 12;

  static final List<Article> ARTICLES =
      List.of(
          article(0, "Wool scarf", "Accessories", "24.50"),
          article(1, "Rain jacket", "Outdoor", "89.00"),
          article(2, "Linen shirt", "Clothing", "39.00"),
          article(3, "Walking boots", "Outdoor", "95.00"),
          article(4, "Felt hat", "Accessories", "29.00"),
          article(5, "Tote bag", "Accessories", "18.00"),
          article(6, "Merino jumper", "Clothing", "65.00"),
          article(7, "Corduroy trousers", "Clothing", "54.00"),
          article(8, "Waxed gloves", "Outdoor", "32.00"),
          article(9, "Leather belt", "Accessories", "35.00"),
          article(10, "Down vest", "Outdoor", "79.00"),
          article(11, "Cotton socks", "Clothing", "9.90"));

  /// The one of which a size is sold out for a while.
  static final Variant SCARCE = new Variant(ARTICLES.get(4), "M");

  private Catalogue() {}

  /// Something on sale in several sizes.
  record Article(String number, String name, String category, BigDecimal price) {}

  /// One size of it.
  record Variant(Article article, String size) {
    String sku() {
      return article.number() + '-' + size;
    }

    String name() {
      return article.name() + ", " + size;
    }
  }

  private static Article article(int index, String name, String category, String price) {
    return new Article("SH-" + (FIRST + index), name, category, new BigDecimal(price));
  }

  static Variant any(RandomGenerator dice) {
    return new Variant(
        ARTICLES.get(dice.nextInt(ARTICLES.size())), SIZES.get(dice.nextInt(SIZES.size())));
  }

  /// How many sizes there are of all.
  static int variants() {
    return ARTICLES.size() * SIZES.size();
  }

  /// All that is on sale, as the shop tells it; the scarce one is sold out.
  static List<HookCall> all(Instant now) {
    List<HookCall> calls = new ArrayList<>();
    for (Article article : ARTICLES) {
      ObjectNode body = body(article.number(), article.name(), article, now);
      calls.add(call(body));
      for (String size : SIZES) {
        Variant variant = new Variant(article, size);
        calls.add(told(variant, variant.equals(SCARCE) ? 0 : STOCK, now));
      }
    }
    return calls;
  }

  /// So many there are of it now.
  static HookCall told(Variant variant, int stock, Instant now) {
    return call(
        body(variant.sku(), variant.name(), variant.article(), now)
            .put("parent", variant.article().number())
            .put("stock", stock));
  }

  private static HookCall call(ObjectNode body) {
    return new HookCall("product", body.toString(), HookCall.Signature.RIGHT, "");
  }

  private static ObjectNode body(String sku, String name, Article article, Instant now) {
    ObjectNode body =
        JsonNodeFactory.instance
            .objectNode()
            .put("sku", sku)
            .put("name", name)
            .put("price", article.price().toPlainString())
            .put("url", "https://shop.example/p/" + sku.toLowerCase(Locale.ROOT))
            .put(
                "image",
                "https://shop.example/i/" + article.number().toLowerCase(Locale.ROOT) + ".jpg")
            .put("updated_at", now.toString());
    body.putArray("categories").addObject().put("name", article.category());
    return body;
  }
}
