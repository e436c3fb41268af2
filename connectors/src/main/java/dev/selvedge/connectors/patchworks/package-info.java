/// The `patchworks` connector: takes what Patchworks flows post, starts flows, and watches how they
/// run. Each has a room of its own: `receive`, `tell`, `watch`; `api` is what the latter two call.
@NullMarked
package dev.selvedge.connectors.patchworks;

import org.jspecify.annotations.NullMarked;
