package dev.selvedge.dotdigital.inward;

import dev.selvedge.Secret;
import dev.selvedge.connector.WebhookSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;

/// Takes the call of a program in Dotdigital which says that somebody opted out, and has the feeds
/// read at once. What is in the call is not looked at: the feeds tell who decided what, and when.
/// So no program that is built amiss, and nobody who learnt the secret, can opt anybody out.
/// Thread-safe.
public final class OptOutHint implements WebhookSource {
  /// The last part of the address it is called at.
  public static final String KIND = "opt-out";

  private static final String BEARER = "Bearer ";

  private final String header;
  private final Secret secret;
  private final Runnable readNow;

  /// @param header the name of the header with the secret, with or without `Bearer` before it
  /// @param readNow has the feeds read; does not wait for it
  public OptOutHint(String header, Secret secret, Runnable readNow) {
    if (secret.reveal().isBlank()) {
      throw new IllegalArgumentException("a hint needs a secret");
    }
    this.header = header;
    this.secret = secret;
    this.readNow = readNow;
  }

  @Override
  public Reading read(Call call) {
    String given = call.headers().getOrDefault(header, "").strip();
    if (!matches(given)) {
      return new Reading.Refused(
          401, "The secret in the header " + header + " is missing or is not the right one.");
    }
    if (!call.kind().equals(KIND)) {
      return new Reading.Refused(404, "Hints are sent to /hook/{system}/" + KIND + ".");
    }
    readNow.run();
    return new Reading.Records(List.of());
  }

  private boolean matches(String given) {
    boolean bearer = given.regionMatches(true, 0, BEARER, 0, BEARER.length());
    String bare = bearer ? given.substring(BEARER.length()).strip() : given;
    return MessageDigest.isEqual(
        secret.reveal().getBytes(StandardCharsets.UTF_8), bare.getBytes(StandardCharsets.UTF_8));
  }
}
