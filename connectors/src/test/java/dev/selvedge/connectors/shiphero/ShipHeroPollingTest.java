package dev.selvedge.connectors.shiphero;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on a warehouse's shipments.
class ShipHeroPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new ShipHeroVendor();
  }
}
