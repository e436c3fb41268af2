package dev.selvedge.sandbox;

import dev.selvedge.sandbox.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import tools.jackson.databind.JsonNode;

/// A client of a sandbox for tests, over a real socket.
final class Caller {
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final String url;
  private final String authorization;
  private final Duration patience;

  Caller(SandboxServer server) {
    this(server, SandboxConfig.defaults().user(), SandboxConfig.defaults().password());
  }

  Caller(SandboxServer server, String user, String password) {
    this(
        server.baseUrl(),
        "Basic "
            + Base64.getEncoder()
                .encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8)),
        Duration.ofSeconds(20));
  }

  private Caller(String url, String authorization, Duration patience) {
    this.url = url;
    this.authorization = authorization;
    this.patience = patience;
  }

  /// The same caller with more or less patience.
  Caller patience(Duration howLong) {
    return new Caller(url, authorization, howLong);
  }

  Got get(String path) {
    return call("GET", path, "");
  }

  Got post(String path, String body) {
    return call("POST", path, body);
  }

  Got put(String path, String body) {
    return call("PUT", path, body);
  }

  Got patch(String path, String body) {
    return call("PATCH", path, body);
  }

  Got delete(String path) {
    return call("DELETE", path, "");
  }

  /// The answer; single quotes in a body stand for double ones.
  Got call(String method, String path, String body) {
    try {
      return new Got(send(method, path, body.replace('\'', '"')));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  HttpResponse<String> send(String method, String path, String body) throws IOException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : url + path))
            .timeout(patience)
            .header("Authorization", authorization)
            .header("Content-Type", "application/json")
            .method(method, HttpRequest.BodyPublishers.ofString(body));
    try {
      return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /// Starts an import and returns its id.
  String startImport(String path, String body) {
    Got started = put(path, body);
    if (started.status() != 202) {
      throw new IllegalStateException("import refused: " + started.status() + started.text());
    }
    return started.json().path("importId").asString();
  }

  /// One answer.
  record Got(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String text() {
      return response.body();
    }

    JsonNode json() {
      return Json.MAPPER.readTree(response.body());
    }

    String at(String pointer) {
      return json().at(pointer).asString("");
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }
  }
}
