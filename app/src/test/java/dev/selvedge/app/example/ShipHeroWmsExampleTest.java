package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.testkit.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
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
import java.util.Map;
import java.util.concurrent.Executors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `examples/shiphero-wms` at work: a shop that calls, a warehouse that calls and is read, and a
/// sandbox account at the other end.
class ShipHeroWmsExampleTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String SECRET = "not-a-real-secret-value";

  @SuppressWarnings("NullAway.Init")
  private HttpServer warehouse;

  @SuppressWarnings("NullAway.Init")
  private ExampleHub hub;

  private volatile String shipments = "";

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    warehouse = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    warehouse.createContext("/", this::serve);
    warehouse.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    warehouse.start();
    Path folder = temporary.resolve("shiphero-wms");
    ExampleFolder.copy(
        "shiphero-wms",
        folder,
        Map.of(
            "port: 8480",
            "port: 0",
            "      refresh_token:",
            "      url: http://127.0.0.1:"
                + warehouse.getAddress().getPort()
                + "\n      refresh_token:"));
    hub =
        new ExampleHub(
            folder,
            Map.of(
                "SHOP_HOOK_SECRET",
                SECRET,
                "SHIPHERO_REFRESH_TOKEN",
                SECRET,
                "SHIPHERO_HOOK_SECRET",
                SECRET),
            Duration.ZERO);
  }

  @AfterEach
  void close() {
    hub.close();
    warehouse.stop(0);
  }

  private void serve(HttpExchange exchange) throws IOException {
    String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    String answer =
        exchange.getRequestURI().getPath().startsWith("/auth/")
            ? "{\"access_token\":\"t\",\"expires_in\":2419200}"
            : answer(asked);
    byte[] body = answer.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private String answer(String asked) {
    if (asked.contains("webhooks {")) {
      return "{\"data\":{\"webhooks\":{\"data\":{\"edges\":[{\"node\":{\"name\":\"Shipment Update\","
          + "\"url\":\"https://hub.example.com/hook/wms/shiphero\",\"enabled\":true}}]}}}}";
    }
    if (asked.contains("shipment(id:")) {
      return "{\"data\":{\"shipment\":{\"complexity\":1,\"data\":" + shipments + "}}}";
    }
    // The list is behind: what was just sent is known by its number only.
    return "{\"data\":{\"shipments\":{\"complexity\":1,\"data\":{\"edges\":[],"
        + "\"pageInfo\":{\"hasNextPage\":false}}}}}";
  }

  private HttpResponse<String> call(URI to, String header, String body) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return client.send(
          HttpRequest.newBuilder(to)
              .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
              .header(header, Base64.getEncoder().encodeToString(mac.doFinal(bytes)))
              .build(),
          HttpResponse.BodyHandlers.ofString());
    } catch (GeneralSecurityException | IOException failure) {
      throw new AssertionError(failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError(stopped);
    }
  }

  @Test
  void a_parcel_that_comes_before_its_order_waits_and_is_joined_to_it() {
    Instant sent = CLOCK.instant().minus(Duration.ofHours(2)).truncatedTo(ChronoUnit.SECONDS);
    shipments =
        """
        {"id":"U2hpcG1lbnQ6MzE1NTE4MDQy","legacy_id":315518042,"created_date":"%s",\
        "order":{"order_number":"W-1001"},"line_items":{"pageInfo":{"hasNextPage":false},\
        "edges":[{"node":{"id":"L","quantity":1,"line_item":{"sku":"SHIRT-M"}}}]},\
        "shipping_labels":[{"carrier":"royalmail","tracking_number":"RM1","status":"valid"}]}"""
            .formatted(sent.toString().replace("Z", ""));
    HttpResponse<String> told =
        call(
            hub.hook("wms", "shiphero"),
            "x-shiphero-hmac-sha256",
            """
            {"test":"0","webhook_type":"Shipment Update","fulfillment":{"shipment_id":315518042}}""");
    assertThat(told.statusCode()).isEqualTo(200);
    assertThat(told.body()).isEqualTo("{\"code\":\"200\",\"Status\":\"Success\"}");
    Await.until(
        "the parcel waits",
        PATIENCE,
        () -> hub.store().<Integer>read(ports -> ports.orphans().oldest(10).size()) == 1);
    assertThat(hub.orderCount()).isZero();

    assertThat(call(hub.hook("shop", "order"), "X-Shop-Signature", order(sent)).statusCode())
        .isEqualTo(202);
    Await.until("the order", PATIENCE, () -> hub.orderCount() == 1);
    Await.until(
        "the parcel's date",
        PATIENCE,
        () ->
            hub.contacts()
                .getOrDefault("ann@example.com", "")
                .contains("LAST_PARCEL_DATE=" + sent));
    assertThat(hub.orders("ann@example.com").get("W-1001")).contains("RM1");
  }

  private static String order(Instant sent) {
    String placed = sent.minus(Duration.ofDays(1)).toString();
    return """
    {"number":"W-1001","changed_at":"%1$s","placed_at":"%1$s","status":"paid","currency":"GBP",\
    "total":"35.00","newsletter":true,"customer":{"email":"Ann@Example.com","first_name":"Ann"},\
    "lines":[{"sku":"SHIRT-M","name":"Shirt","quantity":1,"price":"35.00"}]}"""
        .formatted(placed);
  }
}
