package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on subscribers, who cannot be sorted.
class BigSubscribersPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new BigVendor(Subject.SUBSCRIBER);
  }
}
