package dev.selvedge.testkit.vendure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A session with one of the shop's GraphQL APIs. Confined to one thread.
final class GraphQl {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int OK = 200;

  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PATIENCE).build();
  private final URI api;
  private String token = "";

  GraphQl(URI api) {
    this.api = api;
  }

  /// The `data` of the answer.
  ///
  /// @throws IllegalStateException when the shop refuses, with what it says
  JsonNode ask(String query, Map<String, ?> variables) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(api)
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .POST(
                HttpRequest.BodyPublishers.ofString(
                    JSON.writeValueAsString(Map.of("query", query, "variables", variables))));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response = send(http, request.build());
    response.headers().firstValue("vendure-auth-token").ifPresent(given -> token = given);
    JsonNode body = JSON.readTree(response.body());
    if (response.statusCode() != OK || body.has("errors")) {
      throw new IllegalStateException("the shop refuses: " + body.path("errors"));
    }
    return body.path("data");
  }

  /// Carries out a mutation; `name` is its field, whose result is returned. The query must select
  /// `__typename` and `... on ErrorResult { errorCode message }` where the result is a union.
  JsonNode change(String name, String query, Map<String, ?> variables) {
    JsonNode result = ask(query, variables).path(name);
    if (result.has("errorCode")) {
      throw new IllegalStateException(name + " is refused: " + result);
    }
    return result;
  }

  /// Throws unless the shop says that it is well.
  static void awaitHealth(URI health, Duration patience) {
    try (HttpClient http = HttpClient.newBuilder().connectTimeout(patience).build()) {
      HttpResponse<String> response =
          send(http, HttpRequest.newBuilder(health).timeout(patience).build());
      if (response.statusCode() != OK) {
        throw new IllegalStateException("the shop is not well: HTTP " + response.statusCode());
      }
    }
  }

  private static HttpResponse<String> send(HttpClient http, HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException failure) {
      throw new UncheckedIOException("the shop does not answer", failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the shop was answering", stopped);
    }
  }
}
