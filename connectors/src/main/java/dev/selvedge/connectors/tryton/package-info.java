/// Reads parties, sales, shipments, invoices, products and the lists of marketing e-mail of a
/// Tryton ERP by its JSON-RPC, and tells those lists what people decided.
///
/// Tryton calls nobody by itself, and its stamps lie in two ways (observed on Tryton 6.0.29):
/// `write_date` is null until something is first written again, and a changed e-mail address or
/// line leaves the party or the sale above it untouched. So each feed is several [KeysetWalk]s,
/// over the record's own model and those of its parts: one through what was never written again,
/// sorted by `create_date`, and one through everything else, sorted by `write_date`.
@NullMarked
package dev.selvedge.connectors.tryton;

import org.jspecify.annotations.NullMarked;
