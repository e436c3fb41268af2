package dev.selvedge.testkit.medusa;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls of the shop's REST API by one caller. Confined to one thread.
final class Rest {
  private static final JsonMapper JSON =
      JsonMapper.builder().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS).build();
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final int OK = 2;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI root;
  private final Map<String, String> headers;

  /// @param headers that every call carries
  Rest(URI root, Map<String, String> headers) {
    this.root = root;
    this.headers = Map.copyOf(headers);
  }

  /// The same shop by another caller.
  Rest as(Map<String, String> others) {
    return new Rest(root, others);
  }

  JsonNode get(String path) {
    return call("GET", path, "");
  }

  JsonNode post(String path, Map<String, ?> body) {
    return call("POST", path, JSON.writeValueAsString(body));
  }

  JsonNode delete(String path) {
    return call("DELETE", path, "");
  }

  /// @throws IllegalStateException when the shop refuses, with what it says
  private JsonNode call(String method, String path, String body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(root.resolve(path))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .method(
                method,
                body.isEmpty()
                    ? HttpRequest.BodyPublishers.noBody()
                    : HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() / 100 != OK) {
        throw new IllegalStateException(
            method + " " + path + " is refused: " + response.statusCode() + " " + response.body());
      }
      return JSON.readTree(response.body());
    } catch (IOException failure) {
      throw new UncheckedIOException("the shop does not answer", failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the shop was answering", stopped);
    }
  }
}
