package dev.selvedge.connectors.woocommerce;

import dev.selvedge.testkit.source.PollingContract;
import dev.selvedge.testkit.source.Vendor;

/// The contract of all sources, on a shop's customers: all are read again in every round.
class WooCustomersPollingTest extends PollingContract {
  @Override
  protected Vendor vendor() {
    return new WooVendor("customers", "sweep_every: 0s");
  }
}
