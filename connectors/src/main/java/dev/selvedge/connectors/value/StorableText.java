package dev.selvedge.connectors.value;

/// Texts that every database and every API can keep: without NUL and without halves of pairs, which
/// JSON can write by their numbers. Such a key would make its whole page impossible to store, again
/// and again.
public final class StorableText {
  private StorableText() {}

  /// Whether the text can be kept as it is.
  public static boolean is(String text) {
    return text.codePoints().allMatch(StorableText::isStorable);
  }

  /// The text without what cannot be kept.
  public static String of(String text) {
    if (is(text)) {
      return text;
    }
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints().filter(StorableText::isStorable).forEach(kept::appendCodePoint);
    return kept.toString();
  }

  private static boolean isStorable(int point) {
    return point != 0 && (point < Character.MIN_SURROGATE || point > Character.MAX_SURROGATE);
  }
}
