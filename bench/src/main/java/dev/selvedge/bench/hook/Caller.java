package dev.selvedge.bench.hook;

import dev.selvedge.SystemName;
import dev.selvedge.bench.load.OrderCalls;
import dev.selvedge.bench.scene.BenchException;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.WebhookSource;
import dev.selvedge.connectors.bigcommerce.BigConnector;
import dev.selvedge.connectors.businesscentral.BusinessCentralConnector;
import dev.selvedge.connectors.medusa.MedusaConnector;
import dev.selvedge.connectors.patchworks.PatchworksConnector;
import dev.selvedge.connectors.rest.RestConnector;
import dev.selvedge.connectors.shiphero.ShipHeroConnector;
import dev.selvedge.connectors.shipstation.ShipStationConnector;
import dev.selvedge.connectors.shopify.ShopifyConnector;
import dev.selvedge.connectors.webhook.WebhookConnector;
import dev.selvedge.connectors.woocommerce.WooConnector;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;

/// The connectors that systems call, each with what its vendor sends and as it signs. Bodies were
/// recorded or published where that is said; the others have the vendor's documented shape.
public enum Caller {
  /// The ceiling: what the server answers without a signature to check and anything to keep.
  NOTHING("nothing to check or keep, WooCommerce's recorded ping (the ceiling)", Kept.NOTHING) {
    @Override
    Connector connector() {
      return new WooConnector();
    }

    @Override
    String options() {
      return WOO;
    }

    @Override
    Delivery delivery(long number, Signer signer) {
      return new Delivery("woocommerce", Map.of(), utf8("webhook_id=" + number));
    }
  },

  /// Any system's, with a whole order.
  WEBHOOK("webhook, whole orders", Kept.RECORD) {
    @Override
    Connector connector() {
      return new WebhookConnector();
    }

    @Override
    String options() {
      return SIGNED + "kinds: { order: { key: number, stamp: updated_at } }\n";
    }

    @Override
    Delivery delivery(long number, Signer signer) {
      return order(number, signer);
    }
  },

  /// The same order as a hint: it is read at the system.
  REST("rest, whole orders of which only the key counts", Kept.HINT) {
    @Override
    Connector connector() {
      return new RestConnector();
    }

    @Override
    String options() {
      return """
      base_url: http://127.0.0.1:9
      feeds:
        order: { path: /orders, changes: all, key: number, by_key: { path: "/orders/{key}" } }
      webhook:
      """
          + SIGNED.indent(2)
          + "  kinds: { order: { key: number, reads: bench/order } }\n";
    }

    @Override
    Delivery delivery(long number, Signer signer) {
      return order(number, signer);
    }
  },

  /// The published example of an order.
  SHOPIFY("shopify, orders/updated, the published order", Kept.HINT) {
    @Override
    Connector connector() {
      return new ShopifyConnector();
    }

    @Override
    String options() {
      return "shop: my-brand.myshopify.com\ntoken: t\nwebhooks: { secret: " + SECRET + " }\n";
    }

    @Override
    Delivery delivery(long number, Signer signer) {
      byte[] body = Bodies.SHOPIFY.with(number);
      return new Delivery(
          "shopify",
          Map.of(
              "X-Shopify-Topic", "orders/updated",
              "X-Shopify-Shop-Domain", "my-brand.myshopify.com",
              "X-Shopify-Hmac-Sha256", signer.sign(body)),
          body);
    }
  },

  /// A recorded delivery.
  WOOCOMMERCE("woocommerce, customer.updated as recorded", Kept.RECORD) {
    @Override
    Connector connector() {
      return new WooConnector();
    }

    @Override
    String options() {
      return WOO;
    }

    @Override
    Delivery delivery(long number, Signer signer) {
      byte[] body = Bodies.WOO.with(number);
      return new Delivery(
          "woocommerce",
          Map.of(
              "X-WC-Webhook-Topic",
              "customer.updated",
              "X-WC-Webhook-Signature",
              signer.sign(body)),
          body);
    }
  },

  /// Standard Webhooks.
  BIGCOMMERCE("bigcommerce, store/order/updated", Kept.HINT) {
    @Override
    Connector connector() {
      return new BigConnector();
    }

    @Override
    String options() {
      return """
      store_hash: abc123
      access_token: t
      feeds: [order]
      webhooks: { client_secret: %s }
      """
          .formatted(SECRET);
    }

    @Override
    Delivery delivery(long number, Signer signer) {
      byte[] body =
          utf8(
              """
              {"scope":"store/order/updated","store_id":"1025646","data":{"type":"order","id":%d},\
              "hash":"7ee67cd1cf2ca60bc1aa9e5fe957d2de373be4ca","created_at":1561479335,\
              "producer":"stores/abc123"}"""
                  .formatted(number));
      String time = Long.toString(CLOCK.instant().getEpochSecond());
      String id = "msg_" + number;
      return new Delivery(
          "bigcommerce",
          Map.of(
              "webhook-id", id,
              "webhook-timestamp", time,
              "webhook-signature", "v1," + signer.sign(id + "." + time + ".", body)),
          body);
    }
  },

  /// Signed like Shopify's.
  SHIPHERO("shiphero, Shipment Update", Kept.HINT) {
    @Override
    Connector connector() {
      return new ShipHeroConnector();
    }

    @Override
    String options() {
      return "refresh_token: t\nwebhook_secrets: [" + SECRET + "]\n";
    }

    @Override
    Delivery delivery(long number, Signer signer) {
      byte[] body =
          utf8(
              """
              {"test":"0","webhook_type":"Shipment Update","fulfillment":{"shipment_id":%d,\
              "order_number":"#1001","packages":[{"shipping_carrier":"royalmail",\
              "tracking_number":"RM123456789GB"}]}}"""
                  .formatted(number));
      return new Delivery(
          "shiphero",
          Map.of(
              "x-shiphero-hmac-sha256", signer.sign(body), "X-Shiphero-Message-ID", "m-" + number),
          body);
    }
  },

  /// Not signed: the address is the secret.
  SHIPSTATION("shipstation, SHIP_NOTIFY to its secret address", Kept.HINT) {
    @Override
    Connector connector() {
      return new ShipStationConnector();
    }

    @Override
    String options() {
      return "api_key: a\napi_secret: b\nwebhook_token: " + SECRET + "\n";
    }

    @Override
    Delivery delivery(long number, Signer signer) {
      return new Delivery(
          signer.secret(),
          Map.of(),
          utf8(
              """
              {"resource_url":"https://ssapi.shipstation.com/shipments?batchId=%d\
              &includeShipmentItems=False","resource_type":"SHIP_NOTIFY"}"""
                  .formatted(number)));
    }
  },

  /// Not signed: each notification brings the word of its subscription.
  BUSINESS_CENTRAL("businesscentral, one notification", Kept.HINT) {
    @Override
    Connector connector() {
      return new BusinessCentralConnector();
    }

    @Override
    String options() {
      return """
      tenant: weavers.example.com
      company_id: 11111111-2222-4333-8444-555555555555
      client_id: hub
      client_secret: secret
      feeds: [customer, order]
      webhooks: { url: "https://hub.example.com", client_state: %s }
      """
          .formatted(SECRET);
    }

    @Override
    Delivery delivery(long number, Signer signer) {
      return new Delivery(
          "businesscentral",
          Map.of(),
          utf8(
              """
              {"value":[{"subscriptionId":"s","clientState":"%s",\
              "expirationDateTime":"2026-11-27T09:00:00Z","resource":"api/v2.0/\
              companies(11111111-2222-4333-8444-555555555555)/\
              customers(aaaaaaaa-0000-4000-8000-%012x)","changeType":"updated",\
              "lastModifiedDateTime":"2026-11-24T09:00:00Z"}]}"""
                  .formatted(signer.secret(), number)));
    }
  },

  /// A flow's post, with its token.
  PATCHWORKS("patchworks, whole orders with a token, answered one by one", Kept.RECORD) {
    @Override
    Connector connector() {
      return new PatchworksConnector();
    }

    @Override
    String options() {
      return """
      receive:
        token: %s
        kinds: { order: { key: number, stamp: updated_at } }
      """
          .formatted(SECRET);
    }

    @Override
    Delivery delivery(long number, Signer signer) {
      return new Delivery(
          "order",
          Map.of("Authorization", signer.secret()),
          utf8('[' + OrderCalls.body(number) + ']'));
    }
  },

  /// What a subscriber in the shop tells.
  MEDUSA("medusa, order.placed of the shop's subscriber", Kept.HINT) {
    @Override
    Connector connector() {
      return new MedusaConnector();
    }

    @Override
    String options() {
      return "shop: http://127.0.0.1:9\napi_key: sk_1\nevents: { secret: " + SECRET + " }\n";
    }

    @Override
    Delivery delivery(long number, Signer signer) {
      byte[] body =
          utf8(
              "{\"name\":\"order.placed\",\"data\":{\"id\":\"order_01K9Z%021d\"}}"
                  .formatted(number));
      return new Delivery("medusa", Map.of("X-Selvedge-Signature", signer.sign(body)), body);
    }
  };

  /// What the systems are called in the hub.
  public static final SystemName SYSTEM = new SystemName("bench");

  static final String SECRET = "bench-secret-0123456789";

  private static final InstantSource CLOCK = InstantSource.system();
  private static final String SIGNED =
      "secret: " + SECRET + "\nsignature: { header: X-Signature }\n";
  private static final String WOO =
      """
      shop: https://shop.example.com
      consumer_key: ck_1
      consumer_secret: cs_1
      webhooks: { secret: %s }
      """
          .formatted(SECRET);

  private final String what;
  private final Kept kept;

  Caller(String what, Kept kept) {
    this.what = what;
    this.kept = kept;
  }

  /// What a call leaves on disk.
  public enum Kept {
    /// Nothing at all.
    NOTHING,

    /// The record as it was told.
    RECORD,

    /// That a record is to be read.
    HINT
  }

  public String what() {
    return what;
  }

  public Kept kept() {
    return kept;
  }

  /// What the hub does with the calls.
  public WebhookSource source(Path folder, InstantSource clock) {
    Problems problems = new Problems();
    Connector.Plan plan =
        connector()
            .plan(
                SYSTEM,
                YamlReader.readMapping("options.yaml", options(), problems).orElseThrow(),
                new Connector.Surroundings(folder, clock),
                problems);
    if (!problems.isEmpty()) {
      throw new BenchException("faulty options of " + this + ": " + problems.sorted());
    }
    return plan.open().webhooks().getFirst();
  }

  abstract Connector connector();

  /// The system's options, as YAML.
  abstract String options();

  /// The call about the record of a number.
  abstract Delivery delivery(long number, Signer signer);

  private static Delivery order(long number, Signer signer) {
    byte[] body = utf8(OrderCalls.body(number));
    return new Delivery("order", Map.of("X-Signature", signer.sign(body)), body);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /// Read when they are first sent.
  private static final class Bodies {
    static final Sample SHOPIFY = Sample.shopifyOrder();
    static final Sample WOO = Sample.recorded("woocommerce-customer-delivery.json");
  }
}
