package dev.selvedge.dotdigital;

import dev.selvedge.dotdigital.http.ClientConfig;
import dev.selvedge.dotdigital.http.Credentials;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/// A server on a real loopback socket that does what a script says, one step per request, and keeps
/// what it was sent, byte for byte.
public final class ScriptedServer implements AutoCloseable {
  public static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");

  private final ServerSocket listener;
  private final BlockingQueue<Step> script = new LinkedBlockingQueue<>();
  private final Map<String, Step> standing = new ConcurrentHashMap<>();
  private final List<Received> received = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();

  /// What the server does once it has read a request.
  public sealed interface Step {
    record Reply(int status, Map<String, String> headers, String body) implements Step {}

    /// Reads the request and closes without a word.
    record Cut() implements Step {}

    /// Sends the head and the beginning of the body, then closes.
    record CutInside(int status, String body) implements Step {}

    /// Reads the request and says nothing for as long as the server lives.
    record Silence() implements Step {}

    /// Sends the beginning of an answer and then a byte now and then, for as long as anybody
    /// listens.
    ///
    /// @param beginning what is sent at once, a status line and whatever follows
    record Trickle(String beginning) implements Step {}
  }

  /// A request as it arrived.
  public record Received(String line, Map<String, String> headers, String body) {
    public String header(String name) {
      return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
    }
  }

  public ScriptedServer() {
    try {
      listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    Thread.ofVirtual().start(this::accept);
  }

  public URI url() {
    return URI.create("http://127.0.0.1:" + listener.getLocalPort());
  }

  public ClientConfig config() {
    return ClientConfig.of(url(), new Credentials("apiuser-1@apiconnector.com", "s3cret"))
        .withTimeouts(Duration.ofSeconds(5), Duration.ofSeconds(5));
  }

  public Dotdigital client() {
    return Dotdigital.open(config(), InstantSource.fixed(NOW));
  }

  public ScriptedServer then(Step step) {
    script.add(step);
    return this;
  }

  /// Answers every request with this line so, whatever the script says, and keeps none of them.
  public ScriptedServer always(String line, int status, Map<String, String> headers, String body) {
    standing.put(line, new Step.Reply(status, headers, body));
    return this;
  }

  /// Takes back [#always].
  public ScriptedServer scripts(String line) {
    standing.remove(line);
    return this;
  }

  public ScriptedServer replies(int status, String body) {
    return replies(status, Map.of(), body);
  }

  public ScriptedServer replies(int status, Map<String, String> headers, String body) {
    return then(new Step.Reply(status, headers, body));
  }

  /// The first request.
  public Received first() {
    return received.getFirst();
  }

  public Received only() {
    if (received.size() != 1) {
      throw new AssertionError("expected one request, got " + lines());
    }
    return received.getFirst();
  }

  public Received last() {
    return received.getLast();
  }

  public List<String> lines() {
    return received.stream().map(Received::line).toList();
  }

  private void accept() {
    try {
      while (true) {
        Socket socket = listener.accept();
        // Head and body are two writes, which would otherwise wait for each other.
        socket.setTcpNoDelay(true);
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      // the test is over
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        Received request = request(head, in);
        Step always = standing.get(request.line());
        if (always == null) {
          received.add(request);
        }
        if (!perform(always == null ? script.take() : always, socket)) {
          return;
        }
      }
    } catch (IOException | InterruptedException over) {
      // the client went away or the test is over
    }
  }

  private static boolean perform(Step step, Socket socket) throws IOException {
    return switch (step) {
      case Step.Cut() -> false;
      case Step.Silence() -> socket.getInputStream().read() >= 0;
      case Step.Trickle(var beginning) -> {
        trickle(socket, beginning);
        yield false;
      }
      case Step.CutInside(var status, var body) -> {
        write(socket, status, Map.of(), body, body.length() / 2);
        yield false;
      }
      case Step.Reply(var status, var headers, var body) -> {
        write(socket, status, headers, body, Integer.MAX_VALUE);
        yield true;
      }
    };
  }

  private static void trickle(Socket socket, String beginning) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(beginning.getBytes(StandardCharsets.ISO_8859_1));
    socket.setSoTimeout(20);
    boolean open = true;
    while (open) {
      out.write('x');
      out.flush();
      try {
        open = socket.getInputStream().read() >= 0;
      } catch (SocketTimeoutException stillThere) {
        // the pause between two bytes
      }
    }
  }

  private static void write(
      Socket socket, int status, Map<String, String> headers, String body, int upTo)
      throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    var head = new StringBuilder("HTTP/1.1 " + status + " Scripted\r\n");
    headers.forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    if (status != 204) {
      head.append("Content-Length: " + bytes.length + "\r\n");
      head.append("Content-Type: application/json; charset=utf-8\r\n");
    }
    OutputStream out = socket.getOutputStream();
    out.write((head + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
    out.write(bytes, 0, Math.min(bytes.length, upTo));
    out.flush();
  }

  private static String head(InputStream in) throws IOException {
    var head = new StringBuilder();
    for (int b = in.read(); b >= 0; b = in.read()) {
      head.append((char) b);
      if (head.length() > 3 && head.substring(head.length() - 4).equals("\r\n\r\n")) {
        return head.toString();
      }
    }
    return "";
  }

  private static Received request(String head, InputStream in) throws IOException {
    var lines = new ArrayList<>(List.of(head.strip().split("\r\n")));
    String line = lines.removeFirst().replace(" HTTP/1.1", "");
    var headers = new LinkedHashMap<String, String>();
    for (String field : lines) {
      int colon = field.indexOf(':');
      headers.put(
          field.substring(0, colon).toLowerCase(Locale.ROOT), field.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Received(line, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  @Override
  public void close() {
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
