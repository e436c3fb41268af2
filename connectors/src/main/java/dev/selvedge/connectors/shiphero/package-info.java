/// The connector `shiphero`: shipments of a ShipHero warehouse, read through its GraphQL API and
/// told by its webhooks. Written from ShipHero's documentation (developer.shiphero.com: getting
/// started, webhooks) and from questions that programs in public use ask it; not tried on a running
/// account.
@NullMarked
package dev.selvedge.connectors.shiphero;

import org.jspecify.annotations.NullMarked;
