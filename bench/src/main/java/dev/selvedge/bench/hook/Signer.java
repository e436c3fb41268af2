package dev.selvedge.bench.hook;

import dev.selvedge.bench.scene.BenchException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// What a system and the hub know, and nobody else: 20 letters and digits at least, so that it may
/// also be the end of an address. Confined to one thread.
final class Signer {
  private static final String HMAC = "HmacSHA256";

  private final String secret;
  private final Mac mac;

  Signer(String secret) {
    this.secret = secret;
    try {
      mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), HMAC));
    } catch (GeneralSecurityException e) {
      throw new BenchException("every Java platform has " + HMAC, e);
    }
  }

  String secret() {
    return secret;
  }

  /// HMAC-SHA256 in Base64.
  String sign(byte[] body) {
    return Base64.getEncoder().encodeToString(mac.doFinal(body));
  }

  /// The same over a text and the body behind it.
  String sign(String before, byte[] body) {
    mac.update(before.getBytes(StandardCharsets.UTF_8));
    return sign(body);
  }
}
