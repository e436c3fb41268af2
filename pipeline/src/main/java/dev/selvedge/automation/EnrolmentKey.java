package dev.selvedge.automation;

import dev.selvedge.mapping.OrderKey;
import java.util.Arrays;
import java.util.Optional;

/// What is done once: this rule for this fact. Immutable.
///
/// @param key what the fact is about: the key of an order, a cart or a wish
/// @param part the fact's part of it, empty for the thing itself
public record EnrolmentKey(String rule, FactKind kind, String key, String part) {
  private static final int PARTS = 4;

  /// The order that the fact is about; none for what is about something else.
  public Optional<OrderKey> order() {
    return kind.isOfOrder() ? Optional.of(new OrderKey(key)) : Optional.empty();
  }

  /// `shipped-mail/shipped/WEB-1/P-7`, as stored: different enrolments have different texts.
  public String text() {
    return escaped(rule) + '/' + kind.word() + '/' + escaped(key) + '/' + escaped(part);
  }

  /// Reads what [#text] wrote; empty for anything else.
  public static Optional<EnrolmentKey> parse(String text) {
    String[] parts = text.split("/", -1);
    if (parts.length != PARTS) {
      return Optional.empty();
    }
    return Arrays.stream(FactKind.values())
        .filter(kind -> kind.word().equals(parts[1]))
        .findFirst()
        .map(kind -> new EnrolmentKey(plain(parts[0]), kind, plain(parts[2]), plain(parts[3])));
  }

  private static String escaped(String text) {
    return text.replace("%", "%25").replace("/", "%2F");
  }

  private static String plain(String text) {
    return text.replace("%2F", "/").replace("%25", "%");
  }
}
