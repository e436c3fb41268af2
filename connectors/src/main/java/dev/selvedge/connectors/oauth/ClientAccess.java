package dev.selvedge.connectors.oauth;

import dev.selvedge.Secret;
import java.net.URI;
import java.util.Map;

/// How we get tokens by client credentials (RFC 6749, 4.4). Immutable; printing it shows no secret.
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
  public ClientAccess {
    extra = Map.copyOf(extra);
  }
}
