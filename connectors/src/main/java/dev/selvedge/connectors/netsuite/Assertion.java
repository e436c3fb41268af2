package dev.selvedge.connectors.netsuite;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.netsuite.NetSuiteOptions.Access;
import dev.selvedge.connectors.oauth.AccessTokens;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How NetSuite gives a token for a signed word (OAuth 2, client credentials, with a JSON Web Token
/// of RFC 7523 in place of a secret). The token holds for an hour; there is none to refresh it.
final class Assertion {
  private static final String TOKEN_PATH = "/services/rest/auth/oauth2/v1/token";

  /// NetSuite takes less than an hour; the word is used at once.
  private static final Duration LIFE = Duration.ofMinutes(5);

  private Assertion() {}

  static AccessTokens.Grant grant(
      NetSuiteOptions.Site site, Access.Certificate access, InstantSource clock) {
    URI tokens = site.at(TOKEN_PATH);
    return new AccessTokens.Grant(
        tokens,
        () ->
            Map.of(
                "grant_type", "client_credentials",
                "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
                "client_assertion", signed(access, tokens, clock)),
        "",
        "client_id, certificate_id and private_key, that the certificate is mapped to the user and"
            + " has not ended (a refresh of a sandbox removes the mapping), and the hub's clock",
        "'account'");
  }

  private static String signed(Access.Certificate access, URI tokens, InstantSource clock) {
    SigningKey key =
        SigningKey.read(access.privateKey())
            .orElseThrow(
                () ->
                    SourceException.refused(
                        "'private_key' " + SigningKey.UNFIT + ": " + SigningKey.ADVICE));
    long now = clock.instant().getEpochSecond();
    ObjectNode header =
        JsonNodeFactory.instance
            .objectNode()
            .put("typ", "JWT")
            .put("alg", key.algorithm())
            .put("kid", access.certificateId());
    ObjectNode claims =
        JsonNodeFactory.instance
            .objectNode()
            .put("iss", access.clientId())
            .put("scope", "rest_webservices")
            .put("aud", tokens.toString())
            .put("iat", now)
            .put("exp", now + LIFE.toSeconds());
    String words = encoded(header) + '.' + encoded(claims);
    return words + '.' + encoded(key.sign(words));
  }

  private static String encoded(ObjectNode part) {
    return encoded(part.toString().getBytes(StandardCharsets.UTF_8));
  }

  private static String encoded(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
