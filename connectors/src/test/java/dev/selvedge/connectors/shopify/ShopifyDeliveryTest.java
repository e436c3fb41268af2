package dev.selvedge.connectors.shopify;

import dev.selvedge.connector.WebhookSource;
import dev.selvedge.testkit.source.DeliveryContract;
import java.time.Instant;

/// The contract of all sources that are called, on what a shop tells whole: decisions about e-mail.
class ShopifyDeliveryTest extends DeliveryContract {
  @Override
  protected WebhookSource source() {
    return Deliveries.source("");
  }

  @Override
  protected String body(int key, Instant stamp, String note) {
    return """
    {"customer_id":%d,"email_address":"ann@example.com","note":"%s",\
    "email_marketing_consent":{"state":"subscribed","consent_updated_at":"%s"}}"""
        .formatted(key, note, stamp);
  }

  @Override
  protected WebhookSource.Call signed(byte[] body) {
    return Deliveries.signed("customers_email_marketing_consent/update", body, NOW);
  }
}
