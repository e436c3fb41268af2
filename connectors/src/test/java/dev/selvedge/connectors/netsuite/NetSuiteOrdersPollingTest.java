package dev.selvedge.connectors.netsuite;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on an account's orders.
class NetSuiteOrdersPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new NetSuiteVendor(Subject.ORDER);
  }
}
