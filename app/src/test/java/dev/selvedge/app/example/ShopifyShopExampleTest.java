package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.testkit.Await;
import dev.selvedge.trail.ParkedItem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// `examples/shopify-shop` at work: an Admin API as Shopify documents it at one end, a sandbox
/// account at the other, nothing in between but the project's folder.
class ShopifyShopExampleTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int PEOPLE = 60;

  private ShopifyApi shop;
  private ExampleHub hub;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    shop = new ShopifyApi();
    for (int number = 1; number <= PEOPLE; number++) {
      shop.put(customer(number, "SUBSCRIBED", daysAgo(90), daysAgo(80).plusSeconds(number)));
      shop.put(order(number, daysAgo(80).plusSeconds(number)));
    }
    shop.put(product());
    shop.put(checkout());
    Path folder = temporary.resolve("shopify-shop");
    ExampleFolder.copy(
        "shopify-shop",
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

  private static Instant daysAgo(int days) {
    return CLOCK.instant().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
  }

  private static String customer(int number, String state, Instant decided, Instant changed) {
    return """
    {"id": "gid://shopify/Customer/%1$d", "legacyResourceId": "%1$d", "updatedAt": "%4$s",
     "firstName": "Ann%1$d", "lastName": "Example", "locale": "en",
     "defaultEmailAddress": {"emailAddress": "c%1$d@example.com", "marketingState": "%2$s",
       "marketingUpdatedAt": "%3$s"},
     "defaultPhoneNumber": null, "defaultAddress": {"city": "London", "countryCodeV2": "GB"}}
    """
        .formatted(number, state, decided, changed);
  }

  private static String order(int number, Instant changed) {
    return """
    {"id": "gid://shopify/Order/%1$d", "legacyResourceId": "%1$d", "name": "#%1$d",
     "email": "c%1$d@example.com", "createdAt": "%2$s", "updatedAt": "%2$s", "processedAt": "%2$s",
     "cancelledAt": null, "test": false, "displayFulfillmentStatus": "UNFULFILLED",
     "currencyCode": "GBP", "discountCodes": [], "paymentGatewayNames": [], "customer": null,
     "totalPriceSet": {"shopMoney": {"amount": "35.0", "currencyCode": "GBP"}},
     "shippingLines": {"pageInfo": {"hasNextPage": false}, "nodes": []},
     "lineItems": {"pageInfo": {"hasNextPage": false}, "nodes": [
       {"id": "gid://shopify/LineItem/%1$d", "sku": "SHIRT-M", "name": "Shirt", "quantity": 1,
        "discountedUnitPriceAfterAllDiscountsSet": {"shopMoney": {"amount": "35.0"}}}]},
     "fulfillments": [], "refunds": []}
    """
        .formatted(number, changed);
  }

  private static String product() {
    return """
    {"id": "gid://shopify/Product/3", "legacyResourceId": "3", "title": "Shirt",
     "updatedAt": "%1$s", "createdAt": "%1$s", "status": "ACTIVE", "vendor": "Selvedge",
     "productType": "Shirts", "onlineStoreUrl": "https://shop.example.com/shirt",
     "featuredMedia": {"preview": {"image": {"url": "https://cdn.example.com/shirt.jpg"}}},
     "variants": {"pageInfo": {"hasNextPage": false}, "nodes": [
       {"id": "gid://shopify/ProductVariant/31", "legacyResourceId": "31", "updatedAt": "%1$s",
        "createdAt": "%1$s", "sku": "SHIRT-M", "displayName": "Shirt - M", "price": "35.00",
        "inventoryQuantity": 4}]}}
    """
        .formatted(daysAgo(90));
  }

  private static String checkout() {
    return """
    {"id": "gid://shopify/AbandonedCheckout/9", "name": "#9", "createdAt": "%1$s",
     "updatedAt": "%1$s", "completedAt": null, "abandonedCheckoutUrl": "https://shop.example.com/r",
     "totalPriceSet": {"shopMoney": {"amount": "35.0", "currencyCode": "GBP"}},
     "customer": {"id": "gid://shopify/Customer/5", "legacyResourceId": "5"},
     "lineItems": {"pageInfo": {"hasNextPage": false}, "nodes": [
       {"id": "gid://shopify/AbandonedCheckoutLineItem/1", "sku": "SHIRT-M", "title": "Shirt",
        "quantity": 1, "originalUnitPriceSet": {"shopMoney": {"amount": "35.0"}}}]}}
    """
        .formatted(daysAgo(2));
  }

  private void deliver(String topic, String body) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(ShopifyApi.SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      byte[] raw = body.getBytes(StandardCharsets.UTF_8);
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(hub.hook("shop", "shopify"))
                  .header("X-Shopify-Topic", topic)
                  .header(
                      "X-Shopify-Hmac-Sha256", Base64.getEncoder().encodeToString(mac.doFinal(raw)))
                  .POST(HttpRequest.BodyPublishers.ofByteArray(raw))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
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
    assertThat(shop.subscribed())
        .contains("ORDERS_CREATE", "CUSTOMERS_EMAIL_MARKETING_CONSENT_UPDATE")
        .doesNotContain("CUSTOMERS_REDACT");

    // The poll has long passed this order's stamp: it is read since the webhook names it.
    shop.put(order(PEOPLE + 1, daysAgo(85)).replace("c61@", "c2@"));
    deliver("orders/create", "{\"id\":61,\"admin_graphql_api_id\":\"gid://shopify/Order/61\"}");
    Await.until("the order", PATIENCE, () -> hub.orderCount() == PEOPLE + 1);
    hub.catchUp();
    assertThat(hub.contacts().get("c2@example.com")).contains("TOTAL_SPEND=70");

    // The decision comes whole, before the customer's own record says it.
    deliver(
        "customers_email_marketing_consent/update",
        "{\"customer_id\":3,\"email_address\":\"c3@example.com\",\"email_marketing_consent\":"
            + "{\"state\":\"unsubscribed\",\"consent_updated_at\":\""
            + daysAgo(1)
            + "\"}}");
    hub.catchUp();
    assertThat(hub.contacts().get("c3@example.com")).startsWith("unsubscribed ");

    hub.act("unsubscribe", "c4@example.com");
    hub.catchUpWithDotdigital();
    List<JsonNode> told =
        shop.told().stream()
            .filter(input -> input.path("customerId").stringValue().endsWith("/4"))
            .toList();
    assertThat(told)
        .singleElement()
        .satisfies(
            input ->
                assertThat(input.path("emailMarketingConsent").path("marketingState").stringValue())
                    .isEqualTo("UNSUBSCRIBED"));

    // What only a person can do is put before people.
    deliver("customers/redact", "{\"customer\":{\"id\":7,\"email\":\"c7@example.com\"}}");
    assertThat(hub.store().<List<ParkedItem>>read(ports -> ports.parked().newest(10)))
        .singleElement()
        .satisfies(
            item -> {
              assertThat(item.cause()).isEqualTo("source.request");
              assertThat(item.sentence()).contains("customer 7").doesNotContain("c7@");
            });
  }
}
