package dev.selvedge.mapping;

/// What several systems may tell of beside people and orders. Immutable.
///
/// @param value what all systems know it by; of a product cleaned to the safe alphabet
public record ItemKey(Kind kind, String value) implements Comparable<ItemKey> {

  /// The kinds there are.
  public enum Kind {
    PRODUCT,
    CART,
    /// that somebody wants to hear of a product again
    WISH,
    /// a record of a collection that the project declares
    RECORD
  }

  /// The key of a product, by its cleaned SKU.
  public static ItemKey product(String value) {
    return new ItemKey(Kind.PRODUCT, value);
  }

  /// The key of a cart, as its system counts carts.
  public static ItemKey cart(String value) {
    return new ItemKey(Kind.CART, value);
  }

  /// The key of a wish, as its system counts wishes.
  public static ItemKey wish(String value) {
    return new ItemKey(Kind.WISH, value);
  }

  /// A record of a collection.
  ///
  /// @param key unique within it
  public static ItemKey filed(String collection, String key) {
    return new ItemKey(Kind.RECORD, collection + "/" + key);
  }

  /// The collection of a record.
  ///
  /// @throws IllegalStateException for any other kind
  public String collection() {
    return value.substring(0, slash());
  }

  /// The key of a record within its collection.
  ///
  /// @throws IllegalStateException for any other kind
  public String within() {
    return value.substring(slash() + 1);
  }

  private int slash() {
    int slash = value.indexOf('/');
    if (kind != Kind.RECORD || slash < 0) {
      throw new IllegalStateException("not of a declared collection: " + text());
    }
    return slash;
  }

  /// `PRODUCT/HAT-1`, as stored.
  public String text() {
    return kind + "/" + value;
  }

  /// Reads what [#text] wrote.
  ///
  /// @throws IllegalArgumentException for anything else
  public static ItemKey parse(String text) {
    int slash = text.indexOf('/');
    if (slash < 0) {
      throw new IllegalArgumentException("not an item's key: " + text);
    }
    return new ItemKey(Kind.valueOf(text.substring(0, slash)), text.substring(slash + 1));
  }

  @Override
  public int compareTo(ItemKey other) {
    return text().compareTo(other.text());
  }
}
