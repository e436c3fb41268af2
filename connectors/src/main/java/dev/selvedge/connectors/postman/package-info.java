/// Begins the description of a system for the `rest` connector from a Postman collection: its
/// requests tell the calls, its example responses what the answers look like. No value of a
/// collection that could be a secret is copied.
@NullMarked
package dev.selvedge.connectors.postman;

import org.jspecify.annotations.NullMarked;
