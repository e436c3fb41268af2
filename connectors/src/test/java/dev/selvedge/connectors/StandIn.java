package dev.selvedge.connectors;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.testkit.source.HttpVendor.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.Executors;

/// A vendor on a loopback socket: asks what it would answer, one call at a time, and spoils the
/// answer where it was told to.
public final class StandIn implements AutoCloseable {
  private final HttpServer server;
  private final Answers answers;
  private final FaultyAnswers faulty;
  private final Deque<Fault> faults = new ArrayDeque<>();
  private final List<Asked> asked = new ArrayList<>();

  /// @param throttled how the vendor says that it was asked too fast
  public StandIn(Answers answers, Reply throttled) {
    this.answers = answers;
    this.faulty = new FaultyAnswers(throttled);
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    server.createContext("/", this::serve);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  /// One call, with its query decoded and the names of its headers in lower case.
  public record Asked(
      String method,
      String path,
      Map<String, String> query,
      Map<String, String> headers,
      String body) {
    public Asked {
      query = Map.copyOf(query);
      headers = Map.copyOf(headers);
    }

    public String header(String name) {
      return headers.getOrDefault(name, "");
    }

    /// Method and path.
    public String what() {
      return method + " " + path;
    }
  }

  /// What is answered.
  public record Reply(int status, Map<String, String> headers, String body) {
    public Reply {
      headers = Map.copyOf(headers);
    }

    public static Reply of(int status, String body) {
      return new Reply(status, Map.of(), body);
    }
  }

  /// The vendor itself. Called by one thread at a time.
  @FunctionalInterface
  public interface Answers {
    Reply to(Asked asked);
  }

  public String address() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /// What goes wrong with the next call.
  public synchronized void next(Fault fault) {
    faults.add(fault);
  }

  public synchronized List<Asked> asked() {
    return List.copyOf(asked);
  }

  public List<String> whats() {
    return asked().stream().map(Asked::what).toList();
  }

  private void serve(HttpExchange exchange) throws IOException {
    Map<String, String> headers = new TreeMap<>();
    exchange
        .getRequestHeaders()
        .forEach(
            (name, values) ->
                headers.put(name.toLowerCase(java.util.Locale.ROOT), values.getFirst()));
    Asked call =
        new Asked(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            query(exchange.getRequestURI().getRawQuery()),
            headers,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
    Reply reply;
    Optional<Fault> fault;
    synchronized (this) {
      asked.add(call);
      reply = answers.to(call);
      fault = Optional.ofNullable(faults.poll());
    }
    faulty.answer(exchange, fault, reply);
  }

  private static Map<String, String> query(String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : (raw == null ? "" : raw).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        query.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
