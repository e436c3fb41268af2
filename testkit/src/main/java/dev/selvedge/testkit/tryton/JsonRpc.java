package dev.selvedge.testkit.tryton;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A session with Tryton's JSON-RPC. Confined to one thread.
final class JsonRpc {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofMinutes(1);

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI database;
  private String session = "";
  private Map<String, Object> context = Map.of();

  private JsonRpc(URI database) {
    this.database = database;
  }

  static JsonRpc logIn(String url, String user, String password) {
    JsonRpc rpc = new JsonRpc(URI.create(url + "/" + TrytonInstall.DATABASE + "/"));
    JsonNode opened =
        rpc.post("common.db.login", List.of(user, Map.of("password", password), "en"));
    String words = user + ":" + opened.path(0).asLong() + ":" + opened.path(1).stringValue();
    rpc.session =
        "Session " + Base64.getEncoder().encodeToString(words.getBytes(StandardCharsets.UTF_8));
    rpc.context = Map.of("company", 1, "language", "en");
    return rpc;
  }

  /// Calls a method of a model or a wizard.
  ///
  /// @param method with the model's name before it
  /// @throws IllegalStateException when Tryton refuses, with what it says
  JsonNode call(String method, Object... params) {
    return call(Map.of(), method, params);
  }

  /// @param besides what is added to the context
  JsonNode call(Map<String, Object> besides, String method, Object... params) {
    List<Object> whole = new ArrayList<>(Arrays.asList(params));
    Map<String, Object> merged = new LinkedHashMap<>(context);
    merged.putAll(besides);
    whole.add(merged);
    return post(method, whole);
  }

  private JsonNode post(String method, List<Object> params) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(database)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.writeValueAsString(Map.of("id", 1, "method", method, "params", params))));
    if (!session.isEmpty()) {
      request.header("Authorization", session);
    }
    try {
      HttpResponse<String> response =
          http.send(request.build(), HttpResponse.BodyHandlers.ofString());
      if (response.statusCode() != 200) {
        throw new IllegalStateException(method + " is refused: HTTP " + response.statusCode());
      }
      JsonNode body = JSON.readTree(response.body());
      if (body.has("error")) {
        throw new IllegalStateException(method + " is refused: " + body.path("error"));
      }
      return body.path("result");
    } catch (IOException failure) {
      throw new UncheckedIOException("Tryton does not answer", failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while Tryton was answering", stopped);
    }
  }
}
