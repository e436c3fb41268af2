package dev.selvedge.connectors.rest;

import dev.selvedge.Secret;
import dev.selvedge.connectors.oauth.ClientAccess;

/// How a system knows us. Immutable; printing it shows no secret.
sealed interface Credentials {
  record None() implements Credentials {}

  record Bearer(Secret token) implements Credentials {}

  record Basic(String user, Secret password) implements Credentials {}

  record Header(String name, Secret value) implements Credentials {}

  record Query(String name, Secret value) implements Credentials {}

  /// OAuth 2, client credentials (RFC 6749, 4.4).
  record Client(ClientAccess access) implements Credentials {}

  /// OAuth 1.0a (RFC 5849) with HMAC-SHA256.
  ///
  /// @param realm empty for none
  record Signed(
      String consumerKey, Secret consumerSecret, String token, Secret tokenSecret, String realm)
      implements Credentials {}
}
