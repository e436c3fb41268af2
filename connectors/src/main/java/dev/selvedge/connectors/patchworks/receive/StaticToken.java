package dev.selvedge.connectors.patchworks.receive;

import dev.selvedge.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;

/// The tokens that a caller may send: one, or two while it is changed over. Comparing takes as long
/// whatever is sent. Immutable.
///
/// @param tokens printing them shows none
public record StaticToken(List<Secret> tokens) {
  private static final String BEARER = "Bearer ";

  public StaticToken {
    tokens = List.copyOf(tokens);
  }

  /// Whether a header's value is one of them, by itself or behind `Bearer`.
  boolean matches(String value) {
    byte[] given = digest(alone(value));
    boolean matches = false;
    for (Secret token : tokens) {
      matches |= MessageDigest.isEqual(digest(alone(token.reveal())), given);
    }
    return matches;
  }

  /// The token without the word before it, which may stand in a header and in the options.
  static String alone(String value) {
    return (value.regionMatches(true, 0, BEARER, 0, BEARER.length())
            ? value.substring(BEARER.length())
            : value)
        .strip();
  }

  /// Digests are of one length, so that comparing them tells nothing of a token's.
  private static byte[] digest(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
