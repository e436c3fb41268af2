package dev.selvedge.connectors.webhook;

import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.SignedDeliveries;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.source.DeliveryContract;
import java.nio.file.Path;
import java.time.Instant;

/// The contract of all sources that are called.
class WebhookDeliveryTest extends DeliveryContract {
  @Override
  protected WebhookSource source() {
    String options = SignedDeliveries.OPTIONS;
    return Systems.plan(new WebhookConnector(), options, Path.of(".")).open().webhooks().getFirst();
  }

  @Override
  protected String body(int key, Instant stamp, String note) {
    return SignedDeliveries.body(key, stamp, note);
  }

  @Override
  protected WebhookSource.Call signed(byte[] body) {
    return SignedDeliveries.signed(body, NOW);
  }
}
