package dev.selvedge.connectors.netsuite;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.testkit.SettableClock;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Lets callers into an account: gives tokens of an hour for words signed with the certificate's
/// key, and checks the signatures of token-based authentication, both by itself.
final class Doorkeeper {
  static final KeyPair CURVE = curve();
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Pattern FIELD = Pattern.compile("(\\w+)=\"([^\"]*)\"");
  private static final Duration HOUR = Duration.ofHours(1);
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private final SettableClock clock;
  private final PublicKey certificate;
  private final Map<String, Instant> tokens = new HashMap<>();
  private final Set<String> nonces = new HashSet<>();
  private final List<String> algorithms = new ArrayList<>();

  Doorkeeper(SettableClock clock, PublicKey certificate) {
    this.clock = clock;
    this.certificate = certificate;
  }

  private static KeyPair curve() {
    try {
      KeyPairGenerator pairs = KeyPairGenerator.getInstance("EC");
      pairs.initialize(new ECGenParameterSpec("secp256r1"));
      return pairs.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static String pem(KeyPair pair) {
    return "-----BEGIN PRIVATE KEY-----\\n"
        + Base64.getEncoder().encodeToString(pair.getPrivate().getEncoded())
        + "\\n-----END PRIVATE KEY-----";
  }

  /// The algorithms of the tokens asked for, in their order.
  synchronized List<String> algorithms() {
    return List.copyOf(algorithms);
  }

  synchronized void endSessions() {
    tokens.clear();
  }

  /// Gives a token for a word that is good.
  ///
  /// @param address where this was asked
  /// @return the answer, or nothing for a word that is not good
  synchronized String token(String form, String address) {
    Map<String, String> fields = new HashMap<>();
    for (String pair : form.split("&", -1)) {
      String[] both = pair.split("=", 2);
      fields.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
    }
    if (!"client_credentials".equals(fields.get("grant_type"))
        || !"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
            .equals(fields.get("client_assertion_type"))
        || !isGood(String.valueOf(fields.get("client_assertion")), address)) {
      return "";
    }
    String token = "token-" + algorithms.size();
    tokens.put(token, clock.instant().plus(HOUR));
    return "{\"access_token\":\"%s\",\"expires_in\":\"3600\",\"token_type\":\"bearer\"}"
        .formatted(token);
  }

  private boolean isGood(String assertion, String address) {
    String[] parts = assertion.split("\\.", -1);
    JsonNode header = JSON.readTree(Base64.getUrlDecoder().decode(parts[0]));
    JsonNode claims = JSON.readTree(Base64.getUrlDecoder().decode(parts[1]));
    long now = clock.instant().getEpochSecond();
    long issued = claims.path("iat").asLong();
    String algorithm = header.path("alg").asString("");
    algorithms.add(algorithm);
    return header.path("typ").asString("").equals("JWT")
        && header.path("kid").asString("").equals("cert-1")
        && claims.path("iss").asString("").equals("client-1")
        && claims.path("scope").asString("").equals("rest_webservices")
        && claims.path("aud").asString("").equals(address)
        && Math.abs(issued - now) < 60
        && claims.path("exp").asLong() > now
        && claims.path("exp").asLong() - issued < HOUR.toSeconds()
        && verified(algorithm, parts);
  }

  private boolean verified(String algorithm, String[] parts) {
    try {
      Signature signature;
      if (algorithm.equals("PS256")) {
        signature = Signature.getInstance("RSASSA-PSS");
        signature.setParameter(
            new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
      } else {
        assertThat(algorithm).isEqualTo("ES256");
        signature = Signature.getInstance("SHA256withECDSAinP1363Format");
      }
      signature.initVerify(certificate);
      signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
      return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    } catch (GeneralSecurityException notGood) {
      return false;
    }
  }

  synchronized boolean letsIn(String authorization, String method, URI to) {
    if (authorization.startsWith("Bearer ")) {
      Instant until = tokens.get(authorization.substring("Bearer ".length()));
      return until != null && until.isAfter(clock.instant());
    }
    return authorization.startsWith("OAuth ") && isSigned(authorization, method, to);
  }

  private boolean isSigned(String header, String method, URI to) {
    TreeMap<String, String> all = new TreeMap<>();
    Matcher matcher = FIELD.matcher(header);
    while (matcher.find()) {
      all.put(matcher.group(1), URLDecoder.decode(matcher.group(2), StandardCharsets.UTF_8));
    }
    boolean realm = "1234567_SB1".equals(all.remove("realm"));
    String signature = String.valueOf(all.remove("oauth_signature"));
    boolean fresh = nonces.add(String.valueOf(all.get("oauth_nonce")));
    for (String pair : String.valueOf(to.getRawQuery()).split("&", -1)) {
      String[] both = pair.split("=", 2);
      if (both.length == 2) {
        all.put(both[0], both[1]);
      }
    }
    StringBuilder parameters = new StringBuilder();
    all.forEach(
        (name, value) ->
            parameters
                .append(parameters.isEmpty() ? "" : "&")
                .append(escaped(name))
                .append('=')
                .append(escaped(value)));
    String address = to.toString().replaceFirst("\\?.*", "");
    String base = method + "&" + escaped(address) + "&" + escaped(parameters.toString());
    return realm
        && fresh
        && "consumer".equals(all.get("oauth_consumer_key"))
        && "tok".equals(all.get("oauth_token"))
        && "HMAC-SHA256".equals(all.get("oauth_signature_method"))
        && signature.equals(hmac("consumer-secret&tok-secret", base));
  }

  private static String hmac(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  private static String escaped(String value) {
    StringBuilder escaped = new StringBuilder();
    for (byte each : value.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      escaped.append(
          UNRESERVED.indexOf(c) >= 0
              ? String.valueOf(c)
              : String.format(Locale.ROOT, "%%%02X", each & 0xff));
    }
    return escaped.toString();
  }
}
