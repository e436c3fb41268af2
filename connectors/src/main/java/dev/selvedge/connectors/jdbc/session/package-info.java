/// Connections to a database: where its driver is, how a session is set up, what the server says of
/// itself.
@NullMarked
package dev.selvedge.connectors.jdbc.session;

import org.jspecify.annotations.NullMarked;
