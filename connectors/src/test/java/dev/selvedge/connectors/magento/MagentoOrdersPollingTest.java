package dev.selvedge.connectors.magento;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;
import java.time.ZoneOffset;

/// The contract of all sources that read over HTTP, on a shop's orders, with signed calls.
class MagentoOrdersPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new MagentoVendor(Subject.ORDER, ZoneOffset.UTC, Shop.KEYS);
  }
}
