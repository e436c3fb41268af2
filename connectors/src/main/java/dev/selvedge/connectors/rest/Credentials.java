package dev.selvedge.connectors.rest;

import dev.selvedge.Secret;
import dev.selvedge.connectors.sign.OAuthSignature;
import java.net.URI;
import java.util.Map;

/// How a system knows us. Immutable; printing it shows no secret.
sealed interface Credentials {
  record None() implements Credentials {}

  record Bearer(Secret token) implements Credentials {}

  record Basic(String user, Secret password) implements Credentials {}

  record Header(String name, Secret value) implements Credentials {}

  record Query(String name, Secret value) implements Credentials {}

  /// OAuth 2, client credentials (RFC 6749, 4.4).
  ///
  /// @param scope empty for the client's own
  /// @param extra further fields of the token call, such as `audience`
  /// @param inBody whether id and secret are fields too, in place of HTTP Basic
  record Client(
      URI tokenUrl,
      String id,
      Secret secret,
      String scope,
      Map<String, String> extra,
      boolean inBody)
      implements Credentials {
    public Client {
      extra = Map.copyOf(extra);
    }
  }

  /// OAuth 1.0a (RFC 5849) with HMAC-SHA256.
  ///
  /// @param realm empty for none
  record Signed(OAuthSignature.Keys keys, String realm) implements Credentials {}
}
