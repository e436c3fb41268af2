package dev.selvedge.store.privacy;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells where in a text an address begins and ends: whether what stands before and after it could
/// be more of a longer address. Texts are in lower case.
final class WholeAddress {
  /// Besides letters and digits, what local parts have. Others that the standard allows, such as
  /// `/`, `=` and `|`, divide texts far more often.
  private static final String LOCAL = "._+-&!$^~";

  private static final char APOSTROPHE = '\'';

  /// As URLs write a character, also twice over.
  private static final Pattern PERCENT = Pattern.compile("%(?:25)*([0-9a-f]{2})$");

  /// As JSON does.
  private static final Pattern ESCAPED =
      Pattern.compile("(?:^|[^\\\\])(?:\\\\\\\\)*\\\\(?:u([0-9a-f]{4})|[nrtbf])$");

  /// The longest of these, with some backslashes before it.
  private static final int WINDOW = 24;

  private WholeAddress() {}

  /// Where an address stands in a text from some position on; -1: nowhere.
  static int at(String text, String address, int from) {
    int at = text.indexOf(address, from);
    while (at >= 0 && !(beginsAt(text, at) && endsAt(text, at + address.length()))) {
      at = text.indexOf(address, at + 1);
    }
    return at;
  }

  private static boolean endsAt(String text, int end) {
    if (end == text.length()) {
      return true;
    }
    char next = text.charAt(end);
    return !isOfDomain(next)
        && next != '-'
        && !(next == '.' && end + 1 < text.length() && isOfDomain(text.charAt(end + 1)));
  }

  private static boolean isOfDomain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  }

  private static boolean beginsAt(String text, int begin) {
    if (begin == 0) {
      return true;
    }
    String before = text.substring(Math.max(0, begin - WINDOW), begin);
    Matcher percent = PERCENT.matcher(before);
    if (percent.find()) {
      int octet = Integer.parseInt(percent.group(1), 16);
      // the rest of a letter beyond ASCII
      return octet < 0x80 && !isLocal(octet);
    }
    Matcher escaped = ESCAPED.matcher(before);
    if (escaped.find()) {
      return Optional.ofNullable(escaped.group(1))
          .map(hex -> !isLocal(Integer.parseInt(hex, 16)))
          .orElse(true);
    }
    int last = before.codePointBefore(before.length());
    if (last == APOSTROPHE) {
      // within a name, or a mark of quotation
      return before.length() == 1 || !isLetter(before.codePointBefore(before.length() - 1));
    }
    return !isLocal(last);
  }

  private static boolean isLocal(int c) {
    return isLetter(c) || LOCAL.indexOf(c) >= 0 || c == APOSTROPHE;
  }

  private static boolean isLetter(int c) {
    return Character.isLetterOrDigit(c) || Character.getType(c) == Character.NON_SPACING_MARK;
  }
}
