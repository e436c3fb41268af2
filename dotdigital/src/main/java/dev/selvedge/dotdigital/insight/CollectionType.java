package dev.selvedge.dotdigital.insight;

import dev.selvedge.dotdigital.json.Word;

/// What a collection is for; Dotdigital's own features look for some of these (Dotdigital OpenAPI:
/// insight data v3).
public enum CollectionType {
  CART_INSIGHT("cartInsight"),
  CATALOG("catalog"),
  CONSENT_INSIGHT("consentInsight"),
  CUSTOM("custom"),
  EASY_EDITOR_EXTENSIONS("easyEditorExtensions"),
  NOSTO_EMAIL_CAMPAIGNS("nostoEmailCampaigns"),
  ORDERS("orders"),
  PRODUCT_CATEGORIES("productCategories"),
  WEB_INSIGHT("webInsight"),
  WISH_LIST("wishList");

  private final String wire;

  CollectionType(String wire) {
    this.wire = wire;
  }

  String wire() {
    return wire;
  }

  public boolean is(Word word) {
    return word.is(wire);
  }
}
