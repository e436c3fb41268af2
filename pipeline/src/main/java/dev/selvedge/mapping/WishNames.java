package dev.selvedge.mapping;

import java.util.Set;

/// What wishes say.
public final class WishNames {
  public static final String SKU = "sku";
  public static final String ORIGINAL_SKU = "original_sku";
  public static final String ASKED_AT = "asked_at";
  public static final String PURPOSE = "for";
  public static final String PRICE_SEEN = "price_seen";

  /// What one can wait for.
  public static final Set<String> PURPOSES = Set.of("stock", "price");

  private WishNames() {}
}
