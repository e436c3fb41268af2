package dev.selvedge.connectors.businesscentral;

import dev.selvedge.testkit.source.PollingContract;
import dev.selvedge.testkit.source.Vendor;

/// The contract of all sources, on orders, which are read again every hour besides.
class CentralOrdersPollingTest extends PollingContract {
  @Override
  protected Vendor vendor() {
    return new CentralVendor("order", "salesOrders");
  }
}
