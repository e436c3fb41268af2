package dev.selvedge.sandbox.http;

import dev.selvedge.sandbox.call.Answer;
import dev.selvedge.sandbox.call.V2Error;
import dev.selvedge.sandbox.call.V3Error;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;

/// The API user of the account and the answers to strangers.
///
/// Immutable.
public final class LogIn {
  private final byte[] expected;

  public LogIn(String user, String password) {
    expected =
        ("Basic "
                + Base64.getEncoder()
                    .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)))
            .getBytes(StandardCharsets.UTF_8);
  }

  boolean accepts(String authorization) {
    String trimmed = authorization.strip();
    String normal =
        trimmed.regionMatches(true, 0, "basic ", 0, 6)
            ? "Basic " + trimmed.substring(6).strip()
            : trimmed;
    return MessageDigest.isEqual(expected, normal.getBytes(StandardCharsets.UTF_8));
  }

  /// The body of a 401 on the newer framework is not documented; this one is assumed.
  static Answer refusal(String path) {
    return isV2(path)
        ? V2Error.of(401, "Authorization has been denied for this request.")
        : V3Error.of(401, "auth:unauthorized", "The credentials are missing or not valid.");
  }

  static boolean isV2(String path) {
    return path.startsWith("/v2/") || path.equals("/v2");
  }
}
