package dev.selvedge.sandbox.fault;

import java.util.Random;
import java.util.regex.Pattern;

/// A rule in force, with its own sequence of chances: whether its n-th matching call is hit does
/// not depend on other rules or other calls.
///
/// Guarded by the script that owns it.
final class ArmedRule {
  private final Pattern path;
  private final Random chance;
  private FaultRule rule;

  ArmedRule(FaultRule rule, long seed) {
    this.rule = rule;
    this.path = pattern(rule.path());
    this.chance = new Random(seed + 0x9E37_79B9_7F4A_7C15L * rule.id());
  }

  FaultRule rule() {
    return rule;
  }

  boolean matches(String method, String callPath) {
    return (rule.method().equals("*") || rule.method().equalsIgnoreCase(method))
        && path.matcher(callPath).matches();
  }

  /// Whether a matching call is hit this time.
  boolean strikes() {
    return rule.probability() == 1 || chance.nextDouble() < rule.probability();
  }

  /// Notes one hit; true if that was the last.
  boolean spent() {
    if (rule.times() == 0) {
      return false;
    }
    boolean last = rule.times() == 1;
    if (!last) {
      rule = rule.left(rule.times() - 1);
    }
    return last;
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
