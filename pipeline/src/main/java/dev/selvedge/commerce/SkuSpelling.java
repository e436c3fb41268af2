package dev.selvedge.commerce;

import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.Contribution.OrderClaim;
import dev.selvedge.mapping.ItemClaim;
import dev.selvedge.mapping.ItemPart;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Value;
import dev.selvedge.mapping.function.Sku;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A SKU as a source writes it, and as it is sent. Immutable.
public record SkuSpelling(String cleaned, String original) {
  private static final List<String> NAMES = List.of("sku", "id", "parent_id");

  /// Whether the source writes it as it is sent.
  public boolean isAsCleaned() {
    return cleaned.equals(original);
  }

  /// Those that a contribution has and that another SKU could be cleaned to as well; nearly always
  /// none.
  public static List<SkuSpelling> of(Contribution contribution) {
    List<SkuSpelling> all = new ArrayList<>();
    if (contribution.order() instanceof OrderClaim.About about) {
      for (OrderPart part : about.parts()) {
        if (part instanceof OrderPart.Header header) {
          header.lines().forEach(line -> add(line.sku(), line.originalSku(), all));
        }
      }
    }
    if (contribution.item() instanceof ItemClaim.About(var key, ItemPart part)) {
      switch (key.kind()) {
        case PRODUCT, WISH -> add(part.values(), all);
        case CART -> part.groups().values().forEach(lines -> lines.forEach(it -> add(it, all)));
        case RECORD -> {
          // its texts are its own
        }
      }
    }
    return all;
  }

  private static void add(Map<String, Value> values, List<SkuSpelling> all) {
    for (String name : NAMES) {
      String cleaned = text(values, name);
      String original = text(values, "original_" + name);
      add(cleaned, original.isEmpty() ? cleaned : original, all);
    }
  }

  private static void add(String cleaned, String original, List<SkuSpelling> all) {
    if (!cleaned.isEmpty() && !original.isEmpty() && Sku.isShareable(original)) {
      SkuSpelling spelling = new SkuSpelling(cleaned, original);
      if (!all.contains(spelling)) {
        all.add(spelling);
      }
    }
  }

  private static String text(Map<String, Value> values, String name) {
    return values.get(name) instanceof Value.Text(String text) ? text : "";
  }
}
