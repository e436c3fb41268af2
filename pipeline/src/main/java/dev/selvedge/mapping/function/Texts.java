package dev.selvedge.mapping.function;

import java.util.Locale;

/// Changes to texts that mind Unicode's pairs and letters.
public final class Texts {
  private Texts() {}

  /// At most `length` UTF-16 units, never half a character.
  public static String truncate(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    boolean splitsPair =
        Character.isHighSurrogate(text.charAt(length - 1))
            && Character.isLowSurrogate(text.charAt(length));
    return text.substring(0, splitsPair ? length - 1 : length);
  }

  /// Without the characters no database or API can store: NUL and halves of pairs.
  public static String storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isSurrogate(c)) {
        return withoutUnstorable(text);
      }
    }
    return text;
  }

  private static String withoutUnstorable(String text) {
    StringBuilder kept = new StringBuilder(text.length());
    text.codePoints()
        .filter(c -> c != 0 && (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE))
        .forEach(kept::appendCodePoint);
    return kept.toString();
  }

  static String titleCase(String text) {
    StringBuilder titled = new StringBuilder(text.length());
    boolean wordStart = true;
    for (int c : text.toLowerCase(Locale.ROOT).codePoints().toArray()) {
      titled.appendCodePoint(wordStart ? Character.toTitleCase(c) : c);
      wordStart = !Character.isLetterOrDigit(c) && !isMark(c);
    }
    return titled.toString();
  }

  static String collapseSpaces(String text) {
    StringBuilder collapsed = new StringBuilder(text.length());
    boolean gap = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c) || Character.isSpaceChar(c)) {
        gap = !collapsed.isEmpty();
      } else {
        if (gap) {
          collapsed.append(' ');
          gap = false;
        }
        collapsed.append(c);
      }
    }
    return collapsed.toString();
  }

  /// Accents that stand as characters of their own belong to the letter before.
  private static boolean isMark(int c) {
    return Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
