package dev.selvedge.app.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.javalin.util.JavalinBindException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What is answered before the hub is up, and how machines see its health.
class StartingTest {
  private static final int ROUNDS = 5;

  @Test
  void while_starting_everyone_is_asked_to_come_back_and_nothing_is_404() {
    try (House house = House.starting()) {
      for (String path :
          List.of("/", "/login", "/people/7", "/nowhere", "/metrics", "/health/ready", "/web/x")) {
        HttpResponse<String> answer = house.browser().get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.body()).startsWith("Selvedge is starting.");
      }
      HttpResponse<String> hook = house.browser().post("/hook/shop/order", new byte[] {1});
      assertThat(hook.statusCode()).isEqualTo(503);
      assertThat(hook.body()).startsWith("{\"error\":\"Selvedge is starting.");
      assertThat(house.browser().get("/health/live").statusCode()).isEqualTo(200);

      house.ready();

      assertThat(house.browser().get("/health/ready").statusCode()).isEqualTo(200);
      assertThat(house.browser().get("/login").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void ready_says_what_stands_in_the_way() {
    try (House house = House.open()) {
      house.trouble("The store cannot be reached.");
      HttpResponse<String> answer = house.browser().get("/health/ready");

      assertThat(answer.statusCode()).isEqualTo(503);
      assertThat(answer.body()).isEqualTo("The store cannot be reached.\n");
      assertThat(house.browser().get("/health/live").body()).isEqualTo("live\n");
    }
  }

  private static HttpResponse<String> probe(House house, String method, String path)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          HttpRequest.newBuilder(URI.create(house.server.url() + path))
              .method(method, HttpRequest.BodyPublishers.noBody())
              .header("User-Agent", "kube-probe/1.33")
              .header("Accept", "*/*")
              .header("X-Forwarded-For", "10.0.0.7")
              .build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  /// As Kubernetes and load balancers ask: from elsewhere, by HTTP, without a session, by GET or
  /// HEAD.
  @Test
  void probes_are_answered_whoever_asks_and_led_nowhere_else() throws Exception {
    HttpConfig plain = HttpConfig.loopback(0);
    HttpConfig behindProxy =
        new HttpConfig(
            plain.host(), plain.port(), true, plain.maxBodyBytes(), plain.bodiesInHandBytes());
    try (House house = House.open(behindProxy, parts -> parts)) {
      for (String path : List.of("/health/live", "/health/ready")) {
        for (String method : List.of("GET", "HEAD")) {
          HttpResponse<String> answer = probe(house, method, path);
          assertThat(answer.statusCode()).as(method + " " + path).isEqualTo(200);
          assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
          assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");
        }
      }
      house.trouble("The store cannot be reached.");
      assertThat(probe(house, "HEAD", "/health/ready").statusCode()).isEqualTo(503);
      assertThat(probe(house, "GET", "/health/live").statusCode()).isEqualTo(200);
    }
  }

  @Test
  void metrics_are_for_this_machine_and_not_for_those_behind_a_proxy() {
    try (House house = House.open()) {
      assertThat(house.browser().get("/metrics").statusCode()).isEqualTo(200);
      assertThat(house.browser().get("/metrics", "X-Forwarded-For", "192.0.2.7").statusCode())
          .isEqualTo(403);
    }
  }

  @Test
  void with_a_token_metrics_are_for_those_who_have_it() {
    try (House house = House.open(House.metricsToken("t0ken"))) {
      assertThat(house.browser().get("/metrics").statusCode()).isEqualTo(403);
      assertThat(house.browser().get("/metrics", "Authorization", "Bearer wrong").statusCode())
          .isEqualTo(403);
      assertThat(house.browser().get("/metrics", "Authorization", "Bearer t0ken").statusCode())
          .isEqualTo(200);
    }
  }

  @Test
  void closing_frees_the_port() {
    // Another process of this machine may be given the port meanwhile, though hardly every time.
    boolean free = false;
    for (int round = 0; round < ROUNDS && !free; round++) {
      House house = House.open();
      int port = house.server.port();
      house.close();
      free = isFree(port);
    }
    assertThat(free).isTrue();
  }

  private static boolean isFree(int port) {
    try (HttpServer again = HttpServer.start(HttpConfig.loopback(port))) {
      assertThat(again.url()).isEqualTo("http://127.0.0.1:" + port);
      return again.port() == port;
    } catch (JavalinBindException taken) {
      return false;
    }
  }
}
