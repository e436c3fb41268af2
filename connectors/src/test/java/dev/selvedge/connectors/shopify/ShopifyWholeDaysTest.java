package dev.selvedge.connectors.shopify;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;

/// The same where the search for customers compares whole days, as the schema's description has it,
/// in a shop to which the day comes late.
class ShopifyWholeDaysTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    return new ShopifyVendor().searching(ShopifyVendor.Granularity.DAY, "Pacific/Honolulu");
  }
}
