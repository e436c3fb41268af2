package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on a store's orders, each with its products.
class BigOrdersPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new BigVendor(Subject.ORDER);
  }
}
