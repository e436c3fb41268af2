/// Reads customers, orders and products of a Medusa shop through its admin REST API, and takes
/// what a subscriber in the shop tells.
///
/// An order's `updated_at` stands still when a payment is captured (observed on Medusa 2.21.2), so
/// those of the last days are read again from time to time. Lists are sorted by `updated_at` alone
/// and know `updated_at[$gt]`, `offset` and `limit`: see [dev.selvedge.connectors.walk.OffsetWalk].
@NullMarked
package dev.selvedge.connectors.medusa;

import org.jspecify.annotations.NullMarked;
