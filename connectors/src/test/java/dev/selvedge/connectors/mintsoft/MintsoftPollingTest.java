package dev.selvedge.connectors.mintsoft;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on an account's orders.
class MintsoftPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new MintsoftVendor();
  }
}
