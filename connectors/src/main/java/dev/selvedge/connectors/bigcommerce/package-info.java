/// Reads customers, subscribers, orders with their products, shipments and refunds, products and
/// carts of a BigCommerce store through its APIs v2 and v3, takes its webhooks, and tells its
/// subscribers what people decided.
///
/// Its webhooks say which record changed and nothing else, so each is a hint. What they miss is
/// found by polls: lists that can be sorted by their stamps are walked by these, the list of
/// subscribers, which cannot, in its own order.
@NullMarked
package dev.selvedge.connectors.bigcommerce;

import org.jspecify.annotations.NullMarked;
