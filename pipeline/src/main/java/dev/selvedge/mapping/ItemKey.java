package dev.selvedge.mapping;

/// What several systems may tell of that is neither a person's nor an order: a product. Immutable.
///
/// @param value what all systems know it by, cleaned to the safe alphabet
public record ItemKey(Kind kind, String value) implements Comparable<ItemKey> {

  /// The kinds there are.
  public enum Kind {
    PRODUCT
  }

  public static ItemKey product(String value) {
    return new ItemKey(Kind.PRODUCT, value);
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
