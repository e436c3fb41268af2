package dev.selvedge.mapping;

import java.net.IDN;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;

/// The one written form of an e-mail address by which a person is recognised everywhere.
public final class EmailAddress {
  private static final int MAX_LOCAL = 64;
  private static final int MAX_TOTAL = 254;
  private static final int MAX_LABEL = 63;
  private static final String NEVER_UNQUOTED = "<>()[]\\,;:\"";

  private EmailAddress() {}

  /// Trimmed, in Unicode's composed form and lower case, the domain in ASCII; empty when the text
  /// is not one address. Dots and plus tags are kept: they may tell people apart.
  public static Optional<String> normalise(String text) {
    String trimmed = trim(text);
    String composed = Normalizer.normalize(trimmed, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    String address = Normalizer.normalize(composed, Normalizer.Form.NFC);
    int at = address.indexOf('@');
    if (at < 1 || at > MAX_LOCAL || at != address.lastIndexOf('@') || !isLocal(address, at)) {
      return Optional.empty();
    }
    return domain(address.substring(at + 1))
        .map(domain -> address.substring(0, at + 1) + domain)
        .filter(whole -> whole.length() <= MAX_TOTAL);
  }

  private static boolean isLocal(String address, int end) {
    return address
        .substring(0, end)
        .codePoints()
        .noneMatch(c -> isInvisible(c) || NEVER_UNQUOTED.indexOf(c) >= 0);
  }

  private static Optional<String> domain(String domain) {
    if (isPlainDomain(domain)) {
      return Optional.of(domain);
    }
    if (domain.isEmpty() || domain.length() > MAX_TOTAL || isAscii(domain)) {
      return Optional.empty();
    }
    try {
      String ascii = IDN.toASCII(domain, IDN.USE_STD3_ASCII_RULES).toLowerCase(Locale.ROOT);
      return Optional.of(ascii).filter(EmailAddress::isPlainDomain);
    } catch (IllegalArgumentException notDomain) {
      return Optional.empty();
    }
  }

  /// At least two labels of letters, digits and inner hyphens.
  private static boolean isPlainDomain(String domain) {
    int labelStart = 0;
    boolean dotted = false;
    for (int i = 0; i <= domain.length(); i++) {
      char c = i == domain.length() ? '.' : domain.charAt(i);
      if (c == '.') {
        int length = i - labelStart;
        if (length < 1
            || length > MAX_LABEL
            || domain.charAt(labelStart) == '-'
            || domain.charAt(i - 1) == '-') {
          return false;
        }
        dotted |= i < domain.length();
        labelStart = i + 1;
      } else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
        return false;
      }
    }
    return dotted;
  }

  private static boolean isAscii(String text) {
    return text.chars().allMatch(c -> c < 128);
  }

  private static String trim(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && isInvisible(text.charAt(start))) {
      start++;
    }
    while (end > start && isInvisible(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }

  private static boolean isInvisible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.UNASSIGNED,
          Character.PRIVATE_USE,
          Character.SPACE_SEPARATOR,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          true;
      default -> false;
    };
  }
}
