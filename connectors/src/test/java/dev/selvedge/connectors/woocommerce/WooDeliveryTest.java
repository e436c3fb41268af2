package dev.selvedge.connectors.woocommerce;

import dev.selvedge.connector.WebhookSource;
import dev.selvedge.testkit.source.DeliveryContract;
import java.time.Instant;

/// The contract of all sources that are called, on a shop's customers.
class WooDeliveryTest extends DeliveryContract {
  @Override
  protected WebhookSource source() {
    return WooDeliveries.source("");
  }

  @Override
  protected String body(int key, Instant stamp, String note) {
    return "{\"id\":%d,\"date_modified_gmt\":\"%s\",\"email\":\"ann@example.com\",\"note\":\"%s\"}"
        .formatted(key, stamp.toString().replace("Z", ""), note);
  }

  @Override
  protected WebhookSource.Call signed(byte[] body) {
    return WooDeliveries.signed("customer.updated", body, NOW);
  }
}
