/// What Patchworks flows post: every record is taken by itself, and one that cannot be used holds
/// up no other.
@NullMarked
package dev.selvedge.connectors.patchworks.receive;

import org.jspecify.annotations.NullMarked;
