package dev.selvedge.audit.schema;

import java.util.Collection;
import java.util.List;
import java.util.Locale;

/// Puts several things, and counts, into a sentence.
final class Listing {
  private static final int SHOWN = 10;
  private static final int ALL = 100;

  private Listing() {}

  /// The first of them, and how many more there are.
  static String of(Collection<String> names) {
    List<String> first = names.stream().limit(SHOWN).toList();
    String text = String.join(", ", first);
    return names.size() > first.size()
        ? text + " and " + (names.size() - first.size()) + " more"
        : text;
  }

  /// A share in whole percent; what is neither none nor all is not said to be.
  static String percent(long some, long all) {
    if (all == 0 || some == 0) {
      return "0 %";
    }
    long rounded = Math.round((double) ALL * some / all);
    return some == all ? "100 %" : Math.clamp(rounded, 1, ALL - 1) + " %";
  }

  /// `1 field`, `2,400 fields`.
  static String count(long number, String noun) {
    return count(number) + ' ' + noun + (number == 1 ? "" : "s");
  }

  static String count(long number) {
    return String.format(Locale.ROOT, "%,d", number);
  }
}
