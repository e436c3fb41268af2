/// Reads customers, orders, products and abandoned checkouts of a Shopify shop through its Admin
/// GraphQL API, takes its webhooks, and tells its customers' marketing consent.
///
/// Each feed is one or more [Walk]s: a list that is sorted by one stamp and read with the API's own
/// cursors. What webhooks say is either whole (consent, deletions) or a hint at what to read: the
/// bodies of webhooks lack much of what the API tells, consent above all.
@NullMarked
package dev.selvedge.connectors.shopify;

import org.jspecify.annotations.NullMarked;
