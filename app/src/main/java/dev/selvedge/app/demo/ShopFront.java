package dev.selvedge.app.demo;

import dev.selvedge.Secret;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The demo's shop as the hub sees it: it calls with signed JSON. Thread-safe.
final class ShopFront implements AutoCloseable {
  static final String SIGNATURE = "X-Shop-Signature";
  static final String TIME = "X-Shop-Time";

  /// What is answered when nobody answers.
  static final int NO_ANSWER = 0;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final URI hooks;
  private final Secret secret;
  private final InstantSource clock;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(PATIENCE).build();

  /// @param hooks the hub's address for this shop, with a slash at the end
  ShopFront(URI hooks, Secret secret, InstantSource clock) {
    this.hooks = hooks;
    this.secret = secret;
    this.clock = clock;
  }

  /// Makes the call; the status that came back.
  int send(HookCall call) {
    String time = Long.toString(clock.instant().getEpochSecond());
    String key =
        switch (call.signature()) {
          case RIGHT -> secret.reveal();
          case WRONG -> "guessed";
        };
    HttpRequest request =
        HttpRequest.newBuilder(hooks.resolve(call.kind()))
            .timeout(PATIENCE)
            .header("Content-Type", "application/json")
            .header(TIME, time)
            .header(SIGNATURE, sign(key, time + '.' + call.body()))
            .POST(BodyPublishers.ofString(call.body()))
            .build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode();
    } catch (IOException e) {
      return NO_ANSWER;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NO_ANSWER;
    }
  }

  private static String sign(String key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has HmacSHA256", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
