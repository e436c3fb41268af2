package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.testkit.Await;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `examples/woocommerce-shop` at work: a REST API at one end, a sandbox account at the other,
/// nothing in between but the project's folder.
class WooCommerceShopExampleTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int PEOPLE = 120;

  private WooCommerceApi shop;
  private ExampleHub hub;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    shop = new WooCommerceApi();
    for (int number = 1; number <= PEOPLE; number++) {
      shop.put("customers", customer(number, "yes", daysAgo(90)));
      shop.put("orders", order(1000 + number, "c" + number + "@example.com", daysAgo(80)));
    }
    shop.put("orders", draft(daysAgo(2)));
    shop.put("products", product(daysAgo(90)));
    Path folder = temporary.resolve("woocommerce-shop");
    ExampleFolder.copy(
        "woocommerce-shop",
        folder,
        Map.of(
            "port: 8480",
            "port: 0",
            "every: 5m",
            "every: 200ms",
            "dotdigital:\n",
            "dotdigital:\n  inward: { every: 2s }\n"));
    hub = new ExampleHub(folder, shop.variables(), Duration.ZERO);
    hub.catchUp();
  }

  @AfterEach
  void close() {
    hub.close();
    shop.close();
  }

  /// As the shop writes it.
  private static String daysAgo(int days) {
    return CLOCK
        .instant()
        .minus(Duration.ofDays(days))
        .truncatedTo(ChronoUnit.SECONDS)
        .toString()
        .replace("Z", "");
  }

  private static String customer(int number, String choice, String at) {
    return """
    {"id": %1$d, "date_created_gmt": "%3$s", "date_modified_gmt": "%3$s", "role": "customer",
     "email": "C%1$d@Example.com", "first_name": "Ann%1$d", "last_name": "Example",
     "billing": {"phone": "", "city": "London", "postcode": "N1 1AA", "country": "GB"},
     "meta_data": [{"id": 1, "key": "marketing_opt_in", "value": "%2$s"},
       {"id": 2, "key": "marketing_opt_in_at", "value": "%3$sZ"}]}
    """
        .formatted(number, choice, at);
  }

  private static String order(int number, String email, String at) {
    return """
    {"id": %1$d, "number": "%1$d", "status": "processing", "currency": "GBP", "total": "35.00",
     "shipping_total": "0.00", "discount_total": "0.00", "total_tax": "0.00", "customer_id": 0,
     "created_via": "checkout", "payment_method_title": "Card",
     "date_created_gmt": "%3$s", "date_modified_gmt": "%3$s",
     "billing": {"email": "%2$s"}, "shipping": {"city": "London", "country": "GB"},
     "line_items": [{"id": 1, "sku": "SHIRT-M", "name": "Shirt", "quantity": 1, "price": 35}],
     "shipping_lines": [], "coupon_lines": [], "refunds": [], "meta_data": []}
    """
        .formatted(number, email, at);
  }

  private static String draft(String at) {
    return order(5000, "c5@example.com", at)
        .replace("\"processing\"", "\"checkout-draft\"")
        .replace("\"checkout\"", "\"store-api\"");
  }

  private static String product(String at) {
    return """
    {"id": 11, "name": "Shirt", "type": "simple", "status": "publish", "sku": "SHIRT-M",
     "price": "35.00", "stock_quantity": 4, "permalink": "https://shop.example.com/shirt",
     "date_created_gmt": "%1$s", "date_modified_gmt": "%1$s", "variations": [],
     "categories": [{"name": "Shirts"}], "images": [], "meta_data": []}
    """
        .formatted(at);
  }

  private int deliver(String topic, String body) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      Mac mac = Mac.getInstance("HmacSHA256");
      byte[] secret = WooCommerceApi.HOOK_SECRET.getBytes(StandardCharsets.UTF_8);
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      byte[] raw = body.getBytes(StandardCharsets.UTF_8);
      HttpRequest.Builder request =
          HttpRequest.newBuilder(hub.hook("shop", "woocommerce"))
              .POST(HttpRequest.BodyPublishers.ofByteArray(raw));
      if (!topic.isEmpty()) {
        request
            .header("X-WC-Webhook-Source", shop.address() + "/")
            .header("X-WC-Webhook-Topic", topic)
            .header("X-WC-Webhook-Signature", Base64.getEncoder().encodeToString(mac.doFinal(raw)));
      }
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString()).statusCode();
    } catch (GeneralSecurityException | IOException failure) {
      throw new AssertionError(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  @Test
  void the_past_is_read_webhooks_follow_and_an_opt_out_comes_back() {
    assertThat(hub.contacts()).hasSize(PEOPLE);
    assertThat(hub.orderCount()).isEqualTo(PEOPLE);
    assertThat(hub.contacts().get("c1@example.com"))
        .startsWith("subscribed ")
        .contains("FIRSTNAME=Ann1", "SHOP_CUSTOMER=1", "NUMBER_OF_ORDERS=1", "TOTAL_SPEND=35");
    assertThat(hub.records("CartInsight", "c5@example.com"))
        .singleElement()
        .satisfies(cart -> assertThat(cart).contains("SHIRT-M"));
    assertThat(shop.registered()).contains("order.created", "customer.deleted", "product.updated");

    // Saving a webhook asks whether anybody is there, and 202 is no answer.
    assertThat(deliver("", "webhook_id=1")).isEqualTo(200);

    // A body is whole: what the poll has long passed is taken as it comes.
    assertThat(deliver("order.created", order(2000, "c2@example.com", daysAgo(70)))).isEqualTo(202);
    Await.until("the order", PATIENCE, () -> hub.orderCount() == PEOPLE + 1);
    hub.catchUp();
    assertThat(hub.contacts().get("c2@example.com")).contains("TOTAL_SPEND=70");

    assertThat(deliver("customer.updated", customer(3, "no", daysAgo(1)))).isEqualTo(202);
    hub.catchUp();
    assertThat(hub.contacts().get("c3@example.com")).startsWith("unsubscribed ");

    hub.act("unsubscribe", "c4@example.com");
    hub.catchUpWithDotdigital();
    assertThat(shop.told())
        .filteredOn(one -> one.path("route").stringValue().equals("customers/4"))
        .singleElement()
        .satisfies(
            one ->
                assertThat(one.path("body").toString())
                    .contains("{\"key\":\"marketing_opt_in\",\"value\":\"no\"}"));
  }
}
