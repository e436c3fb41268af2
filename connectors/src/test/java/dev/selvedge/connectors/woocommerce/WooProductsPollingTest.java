package dev.selvedge.connectors.woocommerce;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on a shop's products.
class WooProductsPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new WooVendor("products", "products: true\nsweep_every: 365d");
  }
}
