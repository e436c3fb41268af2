package dev.selvedge.connectors.push;

import dev.selvedge.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tells whether a shop signed a body: HMAC-SHA256 over its raw bytes, in Base64, as Shopify and
/// WooCommerce do it. Immutable.
///
/// @param secrets with one of which it must be signed; more than one while they are replaced
public record BodySignature(List<Secret> secrets) {
  private static final String ALGORITHM = "HmacSHA256";

  /// Of one secret at least.
  public BodySignature {
    secrets = List.copyOf(secrets);
  }

  /// Whether a body was signed with one of the secrets. Every one is tried, so that the time taken
  /// tells nothing; what is not Base64 is no signature.
  public boolean isGenuine(byte[] body, String signature) {
    byte[] given = decoded(signature.strip());
    boolean matches = false;
    for (Secret secret : secrets) {
      matches |= MessageDigest.isEqual(expected(secret, body), given);
    }
    return matches;
  }

  private static byte[] decoded(String signature) {
    try {
      return Base64.getDecoder().decode(signature);
    } catch (IllegalArgumentException malformed) {
      return new byte[0];
    }
  }

  private static byte[] expected(Secret secret, byte[] body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), ALGORITHM));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
