package dev.selvedge.connectors;

import com.sun.net.httpserver.HttpExchange;
import dev.selvedge.connectors.StandIn.Reply;
import dev.selvedge.testkit.source.HttpVendor.Fault;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/// The answers of a stand-in for a vendor, spoilt where something is to go wrong. What must not be
/// repeated in a message has the word "first" in it, which the polling contract looks for.
public final class FaultyAnswers {
  private static final Reply SLOW_DOWN = Reply.of(429, "slow down");

  /// A hundred megabytes of them are more than any connector reads.
  private static final byte[] PIECE =
      "{\"id\":\"1\"},".repeat(1_000).getBytes(StandardCharsets.UTF_8);

  private static final int PIECES = 9_000;

  private final String throttled;
  private final Reply itsWay;

  /// Of a vendor that has no words of its own for being asked too fast.
  public FaultyAnswers() {
    this(SLOW_DOWN);
  }

  /// @param itsWay how the vendor says that it was asked too fast
  public FaultyAnswers(Reply itsWay) {
    this(SLOW_DOWN.body(), itsWay);
  }

  /// @param throttled the body beside a `Retry-After`
  /// @param itsWay how else the vendor says that it was asked too fast
  public FaultyAnswers(String throttled, Reply itsWay) {
    this.throttled = throttled;
    this.itsWay = itsWay;
  }

  /// Sends the answer, or what becomes of it.
  public void answer(HttpExchange exchange, Optional<Fault> fault, Reply reply) throws IOException {
    String body = reply.body();
    switch (fault.orElse(null)) {
      case null -> send(exchange, reply);
      case Fault.Throttled(int seconds) ->
          send(
              exchange,
              new Reply(429, Map.of("Retry-After", Integer.toString(seconds)), throttled));
      case Fault.ThrottledItsWay _ -> send(exchange, itsWay);
      case Fault.Failing(int status) -> send(exchange, status, "<html>first aid</html>");
      case Fault.CutOff _ -> cutOff(exchange, body.substring(0, body.length() / 2));
      case Fault.HalfJson _ -> send(exchange, 200, body.substring(0, body.length() / 2));
      case Fault.NotJson _ -> send(exchange, 200, "<html>the first page of a shop</html>");
      case Fault.Endless _ -> endless(exchange);
    }
  }

  /// Sends the answer as it is.
  public static void send(HttpExchange exchange, int status, String body) throws IOException {
    send(exchange, Reply.of(status, body));
  }

  private static void send(HttpExchange exchange, Reply reply) throws IOException {
    byte[] body = reply.body().getBytes(StandardCharsets.UTF_8);
    reply.headers().forEach(exchange.getResponseHeaders()::set);
    exchange.sendResponseHeaders(reply.status(), body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static void cutOff(HttpExchange exchange, String text) throws IOException {
    byte[] half = text.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(200, half.length * 2L + 10);
    exchange.getResponseBody().write(half);
    exchange.getResponseBody().flush();
    exchange.close();
  }

  private static void endless(HttpExchange exchange) throws IOException {
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < PIECES; i++) {
        out.write(PIECE);
      }
    } catch (IOException hungUp) {
      // as it should be
    }
  }
}
