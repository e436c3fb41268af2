package dev.selvedge.connectors.medusa;

import dev.selvedge.connector.WebhookSource;
import dev.selvedge.testkit.source.DeliveryContract;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/// The contract of all sources that are called, on the carts that a shop's subscriber tells.
class MedusaEventsContractTest extends DeliveryContract {
  @Override
  protected WebhookSource source() {
    return MedusaEvents.source();
  }

  @Override
  protected String body(int key, Instant stamp, String note) {
    return "{\"id\":\"%1$d\",\"created_at\":\"%2$s\",\"updated_at\":\"%2$s\",\"note\":\"%3$s\"}"
        .formatted(key, stamp, note);
  }

  @Override
  protected WebhookSource.Call signed(byte[] body) {
    String event =
        "{\"name\":\"cart.updated\",\"cart\":" + new String(body, StandardCharsets.UTF_8) + "}";
    return MedusaEvents.signed(event.getBytes(StandardCharsets.UTF_8), NOW);
  }
}
