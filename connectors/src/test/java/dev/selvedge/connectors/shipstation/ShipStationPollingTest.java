package dev.selvedge.connectors.shipstation;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on an account's shipments.
class ShipStationPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new ShipStationVendor();
  }
}
