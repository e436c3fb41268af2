package dev.selvedge.connectors.businesscentral;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on the customers of a Business Central.
class CentralPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new CentralVendor("customer", "customers");
  }
}
