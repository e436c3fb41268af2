/// How calls are signed, and how access tokens are fetched, kept and renewed, as OAuth 1.0a and
/// OAuth 2 have it.
@NullMarked
package dev.selvedge.connectors.oauth;

import org.jspecify.annotations.NullMarked;
