/// Reads contacts, orders, deliveries, credit notes, products, mailing lists and the blacklist
/// of an Odoo by its JSON-2 API, and tells those lists what people decided.
///
/// Three habits of Odoo shape it. `write_date` is kept to the microsecond and shown to the
/// second, so the lists are walked with an [dev.selvedge.connectors.walk.OffsetWalk] that reads
/// whole seconds. A changed line leaves the order above it untouched, so the models of the
/// parts are walked besides the record's own. And what an empty field, a many2one or an amount
/// means depends on the field, so the types are asked for ([Schema]) before a record is read.
@NullMarked
package dev.selvedge.connectors.odoo;

import org.jspecify.annotations.NullMarked;
