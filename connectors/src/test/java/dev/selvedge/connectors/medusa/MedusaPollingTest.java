package dev.selvedge.connectors.medusa;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on a shop's customers.
class MedusaPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new MedusaVendor(Subject.CUSTOMER);
  }
}
