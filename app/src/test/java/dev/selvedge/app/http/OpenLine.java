package dev.selvedge.app.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An open page that listens, on a plain socket. Used by one thread.
final class OpenLine implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000;

  private final Socket socket;
  private final BufferedReader lines;
  final String head;

  private OpenLine(Socket socket) throws IOException {
    this.socket = socket;
    this.lines =
        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder read = new StringBuilder();
    for (String line = lines.readLine(); line != null && !line.isEmpty(); line = lines.readLine()) {
      read.append(line).append('\n');
    }
    this.head = read.toString();
  }

  static OpenLine open(int port, String query, Map<String, String> cookies, String... headers) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(PATIENCE_MILLIS);
      String cookie =
          cookies.entrySet().stream()
              .map(one -> one.getKey() + '=' + one.getValue())
              .collect(Collectors.joining("; "));
      String request =
          "GET /events"
              + query
              + " HTTP/1.1\r\nHost: localhost\r\nCookie: "
              + cookie
              + "\r\n"
              + String.join("", headers)
              + "\r\n";
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      return new OpenLine(socket);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  int status() {
    return RawHttp.status(head);
  }

  /// The next line that begins so; what the line carries besides, and the lengths of its chunks,
  /// are passed over.
  ///
  /// @throws IllegalStateException when the line ends before, or another event comes
  String next(String beginning) {
    long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(beginning)) {
          return line;
        }
        if (line.startsWith("event:") || System.nanoTime() > end) {
          throw new IllegalStateException("instead of " + beginning + " came " + line);
        }
      }
      throw new IllegalStateException("the line has ended");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// What the next event says.
  JsonNode change() {
    next("event: changed");
    return JsonMapper.shared().readTree(next("data: ").substring("data: ".length()));
  }

  /// Whether it ends in good order: the last chunk of the answer comes, and not just nothing more.
  boolean ends() {
    long end = System.nanoTime() + Duration.ofMillis(PATIENCE_MILLIS).toNanos();
    try {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals("0")) {
          return true;
        }
        if (System.nanoTime() > end) {
          return false;
        }
      }
      return false;
    } catch (IOException e) {
      return false;
    }
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
