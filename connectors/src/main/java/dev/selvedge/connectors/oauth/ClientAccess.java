package dev.selvedge.connectors.oauth;

import dev.selvedge.Secret;
import dev.selvedge.connectors.value.Percent;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a client with a secret gets tokens: OAuth 2, client credentials (RFC 6749, 4.4). Immutable;
/// printing it shows no secret.
///
/// @param scope empty for the client's own
/// @param extra further fields of the token call, such as `audience`
/// @param inBody whether id and secret are fields too, in place of HTTP Basic
public record ClientAccess(
    URI tokenUrl,
    String id,
    Secret secret,
    String scope,
    Map<String, String> extra,
    boolean inBody) {
  /// Keeps the fields as they are now.
  public ClientAccess {
    extra = Map.copyOf(extra);
  }

  /// How it asks.
  ///
  /// @param whenRefused what a person checks where no token is given
  /// @param whenNone the same where the answer holds none
  public AccessTokens.Grant grant(String whenRefused, String whenNone) {
    return new AccessTokens.Grant(
        tokenUrl, this::fields, inBody ? "" : basic(), whenRefused, whenNone);
  }

  private Map<String, String> fields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("grant_type", "client_credentials");
    if (!scope.isEmpty()) {
      fields.put("scope", scope);
    }
    fields.putAll(extra);
    if (inBody) {
      fields.put("client_id", id);
      fields.put("client_secret", secret.reveal());
    }
    return fields;
  }

  /// Both are form-encoded first (RFC 6749, 2.3.1).
  private String basic() {
    String pair = Percent.encoded(id) + ":" + Percent.encoded(secret.reveal());
    return Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }
}
