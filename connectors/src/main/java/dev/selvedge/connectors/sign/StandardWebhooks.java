package dev.selvedge.connectors.sign;

import dev.selvedge.Secret;
import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connectors.value.TimeText;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs calls, and tells whether a call was signed, as the specification Standard Webhooks says:
/// headers
/// `webhook-id`, `webhook-timestamp` and `webhook-signature`, of which the last holds one or more
/// `v1,` with HMAC-SHA256 over `id.timestamp.body` in Base64. Immutable.
///
/// @param secrets the current one, and perhaps the one before; their bytes are the keys
/// @param oldest how long ago a call may have been signed
public record StandardWebhooks(List<Secret> secrets, Duration oldest) {
  private static final String HMAC = "HmacSHA256";
  private static final String VERSION = "v1,";
  private static final String KEY_PREFIX = "whsec_";
  private static final Pattern GAP = Pattern.compile(" +");

  public StandardWebhooks {
    secrets = List.copyOf(secrets);
  }

  /// The headers with which we sign a call of our own.
  ///
  /// @param secret its bytes are the key; behind `whsec_` it is Base64 of them
  /// @param id for ever the message's own, also when it is sent again
  public static Map<String, String> headers(Secret secret, String id, Instant at, byte[] body) {
    String time = Long.toString(at.getEpochSecond());
    return Map.of(
        "webhook-id",
        id,
        "webhook-timestamp",
        time,
        "webhook-signature",
        VERSION + Base64.getEncoder().encodeToString(signature(key(secret), id, time, body)));
  }

  /// Whether a secret is a key: any text is, but behind `whsec_` only Base64.
  public static boolean isKey(Secret secret) {
    String text = secret.reveal();
    return !text.startsWith(KEY_PREFIX) || decoded(text.substring(KEY_PREFIX.length())).length > 0;
  }

  private static byte[] key(Secret secret) {
    String text = secret.reveal();
    return text.startsWith(KEY_PREFIX)
        ? decoded(text.substring(KEY_PREFIX.length()))
        : text.getBytes(StandardCharsets.UTF_8);
  }

  /// Why the call is not to be believed; nothing when it is genuine.
  public Optional<String> objection(Call call, byte[] body) {
    String id = header(call, "webhook-id");
    String time = header(call, "webhook-timestamp");
    String signature = header(call, "webhook-signature");
    if (id.isEmpty() || time.isEmpty() || signature.isEmpty()) {
      return Optional.of(
          "The headers webhook-id, webhook-timestamp and webhook-signature are needed.");
    }
    if (!isSigned(id, time, signature, body)) {
      return Optional.of("The signature in webhook-signature does not match; check the secret.");
    }
    Optional<Instant> at = TimeText.read(time, ZoneOffset.UTC);
    return at.isPresent()
            && Duration.between(at.get(), call.receivedAt()).abs().compareTo(oldest) <= 0
        ? Optional.empty()
        : Optional.of("The call was signed too long ago, or by a clock that is wrong.");
  }

  private static String header(Call call, String name) {
    return call.headers().getOrDefault(name, "").strip();
  }

  /// Every secret is tried against every signature, so that the time taken tells nothing.
  private boolean isSigned(String id, String time, String signature, byte[] body) {
    boolean matches = false;
    for (Secret secret : secrets) {
      byte[] expected = expected(secret, id, time, body);
      for (String one : GAP.split(signature, -1)) {
        if (one.startsWith(VERSION)) {
          matches |= MessageDigest.isEqual(expected, decoded(one.substring(VERSION.length())));
        }
      }
    }
    return matches;
  }

  private static byte[] decoded(String written) {
    try {
      return Base64.getDecoder().decode(written);
    } catch (IllegalArgumentException malformed) {
      return new byte[0];
    }
  }

  private static byte[] expected(Secret secret, String id, String time, byte[] body) {
    return signature(secret.reveal().getBytes(StandardCharsets.UTF_8), id, time, body);
  }

  private static byte[] signature(byte[] key, String id, String time, byte[] body) {
    try {
      Mac mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      mac.update((id + "." + time + ".").getBytes(StandardCharsets.UTF_8));
      return mac.doFinal(body);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + HMAC, e);
    }
  }
}
