/// Access by OAuth 2, for connectors whose system gives tokens.
@NullMarked
package dev.selvedge.connectors.oauth;

import org.jspecify.annotations.NullMarked;
