package dev.selvedge.mapping;

/// What carts say, by the names in their records (Dotdigital docs: cart insight).
public final class CartNames {
  public static final String URL = "cartUrl";
  public static final String CURRENCY = "currency";
  public static final String CREATED = "createdDate";
  public static final String MODIFIED = "modifiedDate";
  public static final String TOTAL = "grandTotal";
  public static final String LINES = "lineItems";
  public static final String SKU = "sku";
  public static final String ORIGINAL_SKU = "original_sku";
  public static final String NAME = "name";
  public static final String QUANTITY = "quantity";
  public static final String UNIT_PRICE = "unitPrice";
  public static final String SALE_PRICE = "salePrice";
  public static final String LINE_TOTAL = "totalPrice";
  public static final String PRODUCT_URL = "productUrl";
  public static final String IMAGE_URL = "imageUrl";

  /// Said of a cart of which an order came. It goes into no record.
  public static final String CONVERTED = "converted";

  /// Said of a cart that was emptied, whatever its lines were. It goes into no record.
  public static final String EMPTIED = "emptied";

  private CartNames() {}
}
