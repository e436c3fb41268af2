package dev.selvedge.connectors.medusa;

import dev.selvedge.testkit.source.PollingContract;
import dev.selvedge.testkit.source.Vendor;

/// The contract of all sources, on a shop's orders, the recent of which are read again.
class MedusaOrdersPollingTest extends PollingContract {
  @Override
  protected Vendor vendor() {
    return new MedusaVendor(Subject.ORDER);
  }
}
