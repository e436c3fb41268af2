package dev.selvedge;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shortens personal or secret values to what may be shown in errors, logs and lists.
public final class Masking {
  private static final int SHOWN = 2;

  /// Whatever stands around an at sign, up to the next space, quotation mark or slash.
  private static final Pattern ADDRESS = Pattern.compile("[^\\s\"'<>(),;:/]+@[^\\s\"'<>(),;:/]+");

  private Masking() {}

  /// `ada@example.com` → `ad***@example.com`; other text keeps its first two characters and its
  /// length.
  public static String mask(String value) {
    int at = value.lastIndexOf('@');
    if (at > 0) {
      return value.substring(0, Math.min(SHOWN, at)) + "***" + value.substring(at);
    }
    if (value.length() <= SHOWN) {
      return "***";
    }
    return value.substring(0, SHOWN) + "*** (" + value.length() + " characters)";
  }

  /// A text in which every address is masked.
  public static String maskAddresses(String text) {
    return ADDRESS.matcher(text).replaceAll(found -> Matcher.quoteReplacement(mask(found.group())));
  }
}
