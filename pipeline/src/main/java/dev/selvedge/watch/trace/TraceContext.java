package dev.selvedge.watch.trace;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which span of which trace, as the header `traceparent` of W3C Trace Context says it. Immutable.
///
/// @param traceId 32 hexadecimal digits in lower case, not all of them 0
/// @param spanId 16 of them, not all of them 0
/// @param sampled whether somebody collects this trace
public record TraceContext(String traceId, String spanId, boolean sampled) {
  /// Of later versions than `00` the beginning is read, as the standard asks; `ff` is none.
  private static final Pattern HEADER =
      Pattern.compile("(?!ff)([0-9a-f]{2})-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})(-.*)?");

  private static final int SAMPLED = 1;
  private static final int HEX = 16;

  /// Reads a header; nothing where it is none, which is no fault of who sends it.
  public static Optional<TraceContext> parse(String header) {
    Matcher found = HEADER.matcher(header.strip());
    if (!found.matches()
        || (found.group(1).equals("00") && found.group(5) != null)
        || isZero(found.group(2))
        || isZero(found.group(3))) {
      return Optional.empty();
    }
    int flags = Integer.parseInt(found.group(4), HEX);
    return Optional.of(
        new TraceContext(found.group(2), found.group(3), (flags & SAMPLED) == SAMPLED));
  }

  private static boolean isZero(String digits) {
    return digits.chars().allMatch(digit -> digit == '0');
  }

  /// As the header, and as stored.
  public String text() {
    return String.format(Locale.ROOT, "00-%s-%s-%s", traceId, spanId, sampled ? "01" : "00");
  }

  @Override
  public String toString() {
    return text();
  }
}
