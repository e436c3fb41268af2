package dev.selvedge.connectors.webhook;

import dev.selvedge.connector.WebhookSource.Call;
import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.webhook.WebhookSettings.SignatureRule;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Tells whether a call was signed with one of the known secrets, not too long ago. Immutable.
record SignatureCheck(SignatureRule rule) {
  private static final String BODY = "{body}";
  private static final Pattern GAP = Pattern.compile("\\s+");

  /// Why the call is not to be believed; nothing when it is genuine.
  Optional<String> objection(Call call, byte[] body) {
    String header = call.headers().get(rule.header());
    if (header == null || header.isBlank()) {
      return Optional.of("The signature header " + rule.header() + " is missing.");
    }
    Optional<String> missing = missingPart(call);
    if (missing.isPresent()) {
      return missing;
    }
    if (!signed(call, body, header)) {
      return Optional.of(
          "The signature in "
              + rule.header()
              + " does not match the body; check the secret on both sides.");
    }
    return rule.timestampHeader().isEmpty() ? Optional.empty() : untimely(call);
  }

  private Optional<String> missingPart(Call call) {
    for (String name : List.of(rule.idHeader(), rule.timestampHeader())) {
      if (!name.isEmpty() && !call.headers().containsKey(name)) {
        return Optional.of("The header " + name + " is missing.");
      }
    }
    return Optional.empty();
  }

  private Optional<String> untimely(Call call) {
    Optional<Instant> signedAt = TimeText.read(part(call, rule.timestampHeader()), ZoneOffset.UTC);
    if (signedAt.isEmpty()) {
      return Optional.of("The header " + rule.timestampHeader() + " is not a time.");
    }
    Duration apart = Duration.between(signedAt.get(), call.receivedAt()).abs();
    return apart.compareTo(rule.window()) <= 0
        ? Optional.empty()
        : Optional.of(
            "The call was signed "
                + apart.toSeconds()
                + " s away from our time; "
                + rule.window().toSeconds()
                + " s are allowed.");
  }

  /// Every secret is tried against every signature, so that the time taken tells nothing.
  private boolean signed(Call call, byte[] body, String header) {
    List<byte[]> given = signatures(header);
    boolean matches = false;
    for (SigningKey key : rule.keys()) {
      byte[] expected = expected(key, call, body);
      for (byte[] candidate : given) {
        matches |= MessageDigest.isEqual(expected, candidate);
      }
    }
    return matches;
  }

  private List<byte[]> signatures(String header) {
    List<byte[]> signatures = new ArrayList<>();
    for (String written : GAP.split(header.strip(), -1)) {
      if (written.startsWith(rule.prefix())) {
        decoded(written.substring(rule.prefix().length())).ifPresent(signatures::add);
      }
    }
    return signatures;
  }

  private Optional<byte[]> decoded(String written) {
    try {
      return Optional.of(
          switch (rule.encoding()) {
            case BASE64 -> Base64.getDecoder().decode(written);
            case HEX -> HexFormat.of().parseHex(written);
          });
    } catch (IllegalArgumentException malformed) {
      return Optional.empty();
    }
  }

  private byte[] expected(SigningKey key, Call call, byte[] body) {
    try {
      Mac mac = Mac.getInstance(rule.algorithm().standardName());
      mac.init(new SecretKeySpec(key.reveal(), rule.algorithm().standardName()));
      int at = rule.template().indexOf(BODY);
      mac.update(filled(rule.template().substring(0, at), call));
      mac.update(body);
      mac.update(filled(rule.template().substring(at + BODY.length()), call));
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + rule.algorithm(), e);
    }
  }

  private byte[] filled(String text, Call call) {
    String filled = text;
    if (!rule.idHeader().isEmpty()) {
      filled = filled.replace("{id}", part(call, rule.idHeader()));
    }
    if (!rule.timestampHeader().isEmpty()) {
      filled = filled.replace("{timestamp}", part(call, rule.timestampHeader()));
    }
    return filled.getBytes(StandardCharsets.UTF_8);
  }

  private static String part(Call call, String header) {
    return call.headers().getOrDefault(header, "");
  }
}
