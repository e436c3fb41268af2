package dev.selvedge.connectors.rest;

import dev.selvedge.connectors.oauth.AccessTokens;
import dev.selvedge.connectors.oauth.ClientAccess;

/// How a client with a secret asks for a token.
final class ClientGrant {
  private ClientGrant() {}

  static AccessTokens.Grant of(Credentials.Client client) {
    ClientAccess access =
        new ClientAccess(
            client.tokenUrl(),
            client.id(),
            client.secret(),
            client.scope(),
            client.extra(),
            client.inBody());
    return access.grant("client_id, client_secret and scope in 'auth'", "'auth.token_url'");
  }
}
