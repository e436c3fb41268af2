package dev.selvedge.mapping;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/// What a project holds of addresses beyond their one written form: which spellings are one
/// mailbox, and which addresses stand for nobody. Immutable.
///
/// @param plusTags whether `ada+shop@example.com` is `ada@example.com`
/// @param dotlessDomains at which of them dots before the at sign mean nothing
/// @param blocked patterns of addresses that count as none; `*` stands for any characters
public record EmailRules(boolean plusTags, Set<String> dotlessDomains, List<String> blocked) {
  /// Every spelling is an address of its own and every address counts.
  public static final EmailRules PLAIN = new EmailRules(false, Set.of(), List.of());

  /// @throws IllegalArgumentException when a pattern or domain is none, see [#pattern] and
  /// [#domain]
  public EmailRules {
    dotlessDomains =
        dotlessDomains.stream()
            .map(text -> domain(text).orElseThrow(() -> new IllegalArgumentException(text)))
            .collect(java.util.stream.Collectors.toUnmodifiableSet());
    blocked =
        blocked.stream()
            .map(text -> pattern(text).orElseThrow(() -> new IllegalArgumentException(text)))
            .toList();
  }

  /// What an address counts as.
  public sealed interface Reading {
    /// The address by which the person is found.
    record Usable(String address) implements Reading {}

    /// It counts as none.
    ///
    /// @param pattern which line of the blocklist says so
    record Blocked(String pattern) implements Reading {}
  }

  /// Reads an address by these rules.
  ///
  /// @param normalised as [EmailAddress#normalise] gave it
  public Reading read(String normalised) {
    String folded = fold(normalised);
    for (String pattern : blocked) {
      if (matches(pattern, normalised) || matches(pattern, folded)) {
        return new Reading.Blocked(pattern);
      }
    }
    return new Reading.Usable(folded);
  }

  /// The address by which what a target says of one is found: a blocked one stays as it is, since
  /// what was decided there must not be lost.
  ///
  /// @param normalised as [EmailAddress#normalise] gave it
  public String known(String normalised) {
    return switch (read(normalised)) {
      case Reading.Usable(String address) -> address;
      case Reading.Blocked ignored -> normalised;
    };
  }

  private String fold(String normalised) {
    int at = normalised.lastIndexOf('@');
    String local = normalised.substring(0, at);
    String domain = normalised.substring(at + 1);
    int plus = local.indexOf('+');
    if (plusTags && plus > 0) {
      local = local.substring(0, plus);
    }
    if (dotlessDomains.contains(domain)) {
      String dotless = local.replace(".", "");
      local = dotless.isEmpty() ? local : dotless;
    }
    return local + '@' + domain;
  }

  /// A domain in its one written form; empty when the text is none.
  public static Optional<String> domain(String text) {
    return EmailAddress.normalise("x@" + text.strip()).map(address -> address.substring(2));
  }

  /// A pattern in the form of the addresses it is held against; empty when no address could match
  /// it, as when it has no at sign.
  public static Optional<String> pattern(String text) {
    String lower = Normalizer.normalize(text.strip(), Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    int at = lower.indexOf('@');
    if (at < 1 || at != lower.lastIndexOf('@') || at == lower.length() - 1) {
      return Optional.empty();
    }
    String domain = lower.substring(at + 1);
    return domain.contains("*")
        ? Optional.of(lower)
        : domain(domain).map(ascii -> lower.substring(0, at + 1) + ascii);
  }

  /// Whether the whole text has the form. Looks back to the last `*` only, so that no pattern takes
  /// long.
  private static boolean matches(String pattern, String text) {
    int p = 0;
    int t = 0;
    int star = -1;
    int resume = 0;
    while (t < text.length()) {
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        resume = t;
      } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
        p++;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }
}
