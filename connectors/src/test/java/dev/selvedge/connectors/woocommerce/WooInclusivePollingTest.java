package dev.selvedge.connectors.woocommerce;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The same where the bound itself is given as well.
class WooInclusivePollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new WooVendor("orders", "recheck_every: 365d").inclusive();
  }
}
