package dev.selvedge.connectors.patchworks;

import dev.selvedge.Payload;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.SignedDeliveries;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.source.DeliveryContract;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/// The contract of all sources that are called, kept by what takes the posts of Patchworks.
class PatchworksDeliveryTest extends DeliveryContract {
  private static final String OPTIONS =
      """
      receive:
        token: a-token-of-many-letters
        kinds: { refund: { records: refunds, key: id, stamp: at } }
      """;

  @Override
  protected WebhookSource source() {
    return Systems.plan(new PatchworksConnector(), OPTIONS, Path.of("."))
        .open()
        .webhooks()
        .getFirst();
  }

  @Override
  protected boolean isSigned() {
    return false;
  }

  @Override
  protected String body(int key, Instant stamp, String note) {
    return SignedDeliveries.body(key, stamp, note);
  }

  @Override
  protected WebhookSource.Call signed(byte[] body) {
    return new WebhookSource.Call(
        "refund", Map.of("authorization", "a-token-of-many-letters"), Payload.of(body), NOW);
  }
}
