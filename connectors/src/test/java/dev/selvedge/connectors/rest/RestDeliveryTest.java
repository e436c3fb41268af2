package dev.selvedge.connectors.rest;

import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.SignedDeliveries;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.source.DeliveryContract;
import java.nio.file.Path;
import java.time.Instant;

/// The contract of all sources that are called.
class RestDeliveryTest extends DeliveryContract {
  @Override
  protected WebhookSource source() {
    String options =
        "base_url: https://erp.example.com\nfeeds: { order: { path: /o, key: id, changes: all } }\nwebhook: "
            + SignedDeliveries.OPTIONS
            + "\n";
    return Systems.plan(new RestConnector(), options, Path.of(".")).open().webhooks().getFirst();
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
