package dev.selvedge.connectors.shopify;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The contract of all sources that read over HTTP, on a shop's customers.
class ShopifyPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new ShopifyVendor();
  }
}
