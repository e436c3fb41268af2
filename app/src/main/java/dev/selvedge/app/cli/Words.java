package dev.selvedge.app.cli;

import java.util.Locale;

/// Numbers with their nouns.
final class Words {
  private Words() {}

  /// `1 record`, `12,345 records`
  static String count(long number, String noun) {
    return String.format(Locale.UK, "%,d %s%s", number, noun, number == 1 ? "" : "s");
  }
}
