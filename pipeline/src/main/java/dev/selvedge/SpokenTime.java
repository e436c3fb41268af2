package dev.selvedge;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/// Says when something is or was, as people write it in a sentence: British, with its zone. What is
/// stored for ever is said in UTC, since a sentence cannot know who will read it.
public final class SpokenTime {
  private static final DateTimeFormatter MINUTE =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm z", Locale.UK);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm:ss z", Locale.UK);

  private static final Pattern SPOKEN =
      Pattern.compile("\\d{1,2} \\p{L}{3,4} \\d{4}, \\d{2}:\\d{2}(:\\d{2})? [\\w+:-]+");

  private static final ZoneId UTC = ZoneId.of("UTC");

  private SpokenTime() {}

  /// `3 Feb 2026, 09:40 UTC`: to the minute, cut and not rounded.
  public static String of(Instant at) {
    return of(at, UTC);
  }

  /// `3 Jul 2026, 10:40 BST`: to the minute, cut and not rounded, as the clocks of a zone show it.
  public static String of(Instant at, ZoneId zone) {
    return MINUTE.format(at.atZone(zone.equals(ZoneOffset.UTC) ? UTC : zone));
  }

  /// `3 Feb 2026, 09:40:07 UTC`: for what is over within minutes.
  public static String toTheSecond(Instant at) {
    return SECOND.format(at.atZone(UTC));
  }

  /// A sentence with the same text in place of every time that this class wrote into it, so that
  /// sentences which differ by nothing else are equal.
  public static String without(String sentence, String instead) {
    return SPOKEN.matcher(sentence).replaceAll(java.util.regex.Matcher.quoteReplacement(instead));
  }
}
