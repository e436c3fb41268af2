package dev.selvedge.connectors.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.selvedge.connector.SourceException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApacheHttpTest {
  private static final ApacheHttp.Limits LIMITS =
      new ApacheHttp.Limits(Duration.ofSeconds(2), Duration.ofSeconds(2), 1000);

  private final AtomicInteger calls = new AtomicInteger();
  private HttpServer server;
  private ApacheHttp http;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          calls.incrementAndGet();
          exchange.getRequestBody().readAllBytes();
          switch (exchange.getRequestURI().getPath()) {
            case "/large" -> {
              exchange.sendResponseHeaders(200, 0);
              exchange.getResponseBody().write(new byte[1001]);
            }
            case "/moved" -> {
              exchange.getResponseHeaders().add("Location", "/elsewhere");
              exchange.sendResponseHeaders(302, -1);
            }
            case "/busy" -> {
              exchange.getResponseHeaders().add("Retry-After", "1");
              exchange.sendResponseHeaders(503, -1);
            }
            default -> exchange.sendResponseHeaders(200, 1000);
          }
          if (exchange.getRequestURI().getPath().equals("/full")) {
            exchange.getResponseBody().write(new byte[1000]);
          }
          exchange.close();
        });
    server.start();
    http = new ApacheHttp(LIMITS);
  }

  @AfterEach
  void stop() {
    http.close();
    server.stop(0);
  }

  @Test
  void an_answer_of_the_largest_size_is_taken_and_one_byte_more_is_not() {
    assertThat(send("/full").body().size()).isEqualTo(1000);
    assertThatThrownBy(() -> send("/large"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("more than 1000 bytes");
  }

  @Test
  void nothing_is_repeated_and_no_redirect_followed() {
    assertThat(send("/busy").status()).isEqualTo(503);
    assertThat(send("/moved").status()).isEqualTo(302);
    assertThat(calls).hasValue(2);
  }

  @Test
  void an_answer_that_breaks_off_is_said_so() {
    assertThatThrownBy(() -> send("/cut"))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining("broke off");
  }

  @Test
  void headers_are_found_in_any_case() {
    assertThat(send("/full").header("DATE")).isPresent();
    assertThat(send("/full").header("absent")).isEmpty();
  }

  private HttpReply send(String path) {
    URI to = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
    return http.send(new HttpCall(to, Map.of("X-Test", "1"), "{}"));
  }
}
