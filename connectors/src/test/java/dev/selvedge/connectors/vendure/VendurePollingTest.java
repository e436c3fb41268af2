package dev.selvedge.connectors.vendure;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on a shop's customers.
class VendurePollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new VendureVendor();
  }
}
