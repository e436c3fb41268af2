package dev.selvedge.connectors.rest;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract on the manner that the name says; see [Manners].
class RestPagesByKeyTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new RestVendor(Manners.pagesByKey());
  }
}
