package dev.selvedge.connectors.woocommerce;

import dev.selvedge.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tells whether the shop signed a body: HMAC-SHA256 over its raw bytes, in Base64. Immutable.
record DeliverySignature(List<Secret> secrets) {
  private static final String ALGORITHM = "HmacSHA256";

  DeliverySignature {
    secrets = List.copyOf(secrets);
  }

  /// Every secret is tried, so that the time taken tells nothing.
  boolean isGenuine(byte[] body, String signature) {
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
