package dev.selvedge.connectors.rest;

import dev.selvedge.connectors.oauth.AccessTokens;
import dev.selvedge.connectors.value.Percent;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a client with a secret asks for a token: OAuth 2, client credentials (RFC 6749, 4.4).
final class ClientGrant {
  private ClientGrant() {}

  static AccessTokens.Grant of(Credentials.Client client) {
    return new AccessTokens.Grant(
        client.tokenUrl(),
        () -> fields(client),
        client.inBody() ? "" : basic(client),
        "client_id, client_secret and scope in 'auth'",
        "'auth.token_url'");
  }

  private static Map<String, String> fields(Credentials.Client client) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "client_credentials");
    if (!client.scope().isEmpty()) {
      fields.put("scope", client.scope());
    }
    fields.putAll(client.extra());
    if (client.inBody()) {
      fields.put("client_id", client.id());
      fields.put("client_secret", client.secret().reveal());
    }
    return fields;
  }

  /// Both are form-encoded first (RFC 6749, 2.3.1).
  private static String basic(Credentials.Client client) {
    String pair = Percent.encoded(client.id()) + ":" + Percent.encoded(client.secret().reveal());
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
