package dev.selvedge.app.http;

import io.javalin.http.Context;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/// Health and metrics for the machines that watch the hub. Safe for use by many threads.
final class OperationsEndpoint {
  private static final String PLAIN = "text/plain; charset=utf-8";
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
  private static final String BEARER = "Bearer ";

  private final HttpParts.Operations parts;

  OperationsEndpoint(HttpParts.Operations parts) {
    this.parts = parts;
  }

  static void live(Context ctx) {
    ctx.header("Cache-Control", "no-store").contentType(PLAIN).result("live\n");
  }

  void ready(Context ctx) {
    Optional<String> trouble = parts.readiness().trouble();
    ctx.header("Cache-Control", "no-store").contentType(PLAIN);
    if (trouble.isEmpty()) {
      ctx.result("ready\n");
    } else {
      ctx.status(503).header("Retry-After", "5").result(trouble.get() + '\n');
    }
  }

  void metrics(Context ctx) {
    if (mayReadMetrics(ctx)) {
      ctx.header("Cache-Control", "no-store").contentType(PROMETHEUS);
      ctx.result(parts.meters().scrape());
    } else {
      ctx.status(403).contentType(PLAIN);
      ctx.result(
          "Metrics are for this machine only, or for those who send the configured token.\n");
    }
  }

  private boolean mayReadMetrics(Context ctx) {
    String token = parts.metricsToken().reveal();
    if (token.isEmpty()) {
      return isThisMachine(ctx);
    }
    String sent = ctx.header("Authorization");
    return sent != null
        && MessageDigest.isEqual(
            sent.getBytes(StandardCharsets.UTF_8),
            (BEARER + token).getBytes(StandardCharsets.UTF_8));
  }

  /// A proxy on this machine speaks for somebody else, and says so in a header.
  private static boolean isThisMachine(Context ctx) {
    if (ctx.header("X-Forwarded-For") != null || ctx.header("Forwarded") != null) {
      return false;
    }
    try {
      return InetAddress.getByName(ctx.req().getRemoteAddr()).isLoopbackAddress();
    } catch (UnknownHostException notAnAddress) {
      return false;
    }
  }
}
