package dev.selvedge.connectors.magento;

import dev.selvedge.testkit.source.HttpPollingContract;
import dev.selvedge.testkit.source.HttpVendor;
import java.time.ZoneId;

/// The contract of all sources that read over HTTP, on customers whose search does not
/// tell who is subscribed, of a shop whose database counts by New York.
class MagentoCustomersPollingTest extends HttpPollingContract {
  @Override
  protected HttpVendor vendor() {
    String bearer = "auth: bearer\naccess_token: " + Shop.TOKEN + "\n";
    MagentoVendor vendor =
        new MagentoVendor(Subject.CUSTOMER, ZoneId.of("America/New_York"), bearer);
    vendor.shop().silentSearch();
    return vendor;
  }
}
