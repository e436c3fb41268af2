/// Reads customers, orders and carts of a Vendure shop through its admin GraphQL API.
///
/// Vendure has no webhooks and its stamps tell half the truth (observed on Vendure 3.7.3): an
/// order's `updatedAt` moves neither when the order is placed nor when it is shipped, refunded or
/// changes state. So each feed is one or more [OffsetWalk]s: a list sorted by one stamp, read page
/// by page. Orders are walked by `updatedAt`, by `orderPlacedAt`, and once in a while again
/// through everything placed recently.
@NullMarked
package dev.selvedge.connectors.vendure;

import org.jspecify.annotations.NullMarked;
