package dev.selvedge.connectors.tryton;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on an ERP's parties.
class TrytonPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new TrytonVendor();
  }
}
