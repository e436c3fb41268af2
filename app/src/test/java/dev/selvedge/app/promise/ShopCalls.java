package dev.selvedge.app.promise;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Calls the hub as a shop does: JSON, signed with the time. Thread-safe.
final class ShopCalls implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final InstantSource clock = InstantSource.system();
  private final HttpClient client =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(PATIENCE).build();

  /// Calls once.
  ///
  /// @throws UncheckedIOException when no answer comes
  HttpResponse<String> send(URI dashboard, String kind, String body) {
    return send(dashboard, kind, body, BrandFolder.SECRET);
  }

  HttpResponse<String> send(URI dashboard, String kind, String body, String secret) {
    return send(dashboard, kind, body, secret, Map.of());
  }

  HttpResponse<String> send(
      URI dashboard, String kind, String body, String secret, Map<String, String> headers) {
    String time = Long.toString(clock.instant().getEpochSecond());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(dashboard.resolve("/hook/shop/" + kind))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header("X-Shop-Time", time)
            .header("X-Shop-Signature", sign(secret, time + '.' + body))
            .POST(HttpRequest.BodyPublishers.ofString(body));
    headers.forEach(request::header);
    return exchange(request.build());
  }

  /// Looks something up, as a machine that watches the hub does.
  HttpResponse<String> get(URI address) {
    return exchange(HttpRequest.newBuilder(address).timeout(PATIENCE).build());
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  private static String sign(String secret, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
