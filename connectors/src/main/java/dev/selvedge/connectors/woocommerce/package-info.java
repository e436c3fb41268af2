/// Reads customers, orders with refunds, products with variations and begun checkouts of a
/// WooCommerce shop through its REST API, takes its webhooks, and tells its customers' choices.
///
/// Each feed is one or more [Walk]s: through what changed, sorted by stamp, or through a whole
/// list, sorted by id. Webhooks carry what the API would say; they are taken whole where nothing
/// is
/// missing in them, and are hints at what to read otherwise.
@NullMarked
package dev.selvedge.connectors.woocommerce;

import org.jspecify.annotations.NullMarked;
