/// The connector `shipstation`: parcels of a ShipStation account, read through version 1 of its API
/// and hinted at by its webhooks. Written from ShipStation's documentation
/// (docs.shipstation.com/apis/shipstation-v1: requirements, list shipments, webhook model); not
/// tried on a running account.
@NullMarked
package dev.selvedge.connectors.shipstation;

import org.jspecify.annotations.NullMarked;
