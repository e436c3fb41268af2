package dev.selvedge.connectors.postman;

import java.util.regex.Pattern;

/// The names by which headers, parameters and variables carry secrets.
final class SecretNames {
  private static final Pattern SECRET =
      Pattern.compile(
          "(?i).*(secret|passw|passphrase|pwd|token|credential|signature|hmac|jwt|bearer|cookie"
              + "|session|api[-_ ]?(key|pass)|app[-_ ]?key|access[-_ ]?key|auth[-_ ]?key"
              + "|user[-_ ]?key|consumer[-_ ]?key|private|subscription[-_ ]?key).*"
              + "|(x[-_])?(key|auth|authorization|apikey|sig|hash|pass|pin|pat)");

  /// Values that look as if they had been drawn: long, with letters and several digits.
  private static final Pattern DRAWN =
      Pattern.compile("(?=(?:\\D*\\d){3})(?=.*[A-Za-z])[A-Za-z0-9_.~=+-]{20,}");

  private SecretNames() {}

  static boolean has(String name) {
    return SECRET.matcher(name).matches();
  }

  /// Whether a part of an address may be a secret, or some record's own key.
  static boolean isDrawn(String value) {
    return DRAWN.matcher(value).matches();
  }
}
