package dev.selvedge.sandbox.fault;

import java.util.regex.Pattern;

/// Which calls a fault hits, and how often.
///
/// @param id its number in the script
/// @param method the HTTP method; `*` for any
/// @param path a path with `*` for a segment and `**` for any rest
/// @param fault what happens
/// @param times how many more calls it hits; 0 for no end
/// @param probability the share of matching calls it hits, above 0 and at most 1
public record FaultRule(
    int id, String method, String path, Fault fault, int times, double probability) {

  public FaultRule {
    if (probability <= 0 || probability > 1) {
      throw new IllegalArgumentException("probability must be above 0 and at most 1");
    }
    if (times < 0) {
      throw new IllegalArgumentException("times must not be negative");
    }
  }

  /// A rule that hits every matching call until it is removed.
  public static FaultRule always(String method, String path, Fault fault) {
    return new FaultRule(0, method, path, fault, 0, 1);
  }

  /// A rule that hits so many matching calls.
  public static FaultRule times(int times, String method, String path, Fault fault) {
    return new FaultRule(0, method, path, fault, times, 1);
  }

  FaultRule numbered(int number) {
    return new FaultRule(number, method, path, fault, times, probability);
  }

  FaultRule left(int left) {
    return new FaultRule(id, method, path, fault, left, probability);
  }

  boolean matches(String callMethod, String callPath) {
    return (method.equals("*") || method.equalsIgnoreCase(callMethod))
        && pattern(path).matcher(callPath).matches();
  }

  private static Pattern pattern(String glob) {
    StringBuilder regex = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      if (glob.startsWith("**", i)) {
        regex.append(".*");
        i++;
      } else if (glob.charAt(i) == '*') {
        regex.append("[^/]*");
      } else {
        regex.append(Pattern.quote(glob.substring(i, i + 1)));
      }
    }
    return Pattern.compile(regex + "/?", Pattern.CASE_INSENSITIVE);
  }
}
