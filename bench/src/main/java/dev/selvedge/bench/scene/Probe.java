package dev.selvedge.bench.scene;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// One request on a connection of its own, also to a server that is not there yet.
public final class Probe {
  /// Nobody answered.
  public static final int NO_ANSWER = 0;

  private static final int PATIENCE_MILLIS = 2_000;

  private final int port;

  public Probe(int port) {
    this.port = port;
  }

  public int get(String path) {
    return ask(
        ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
            .getBytes(StandardCharsets.US_ASCII));
  }

  /// The status that came back.
  public int ask(byte[] request) {
    try (Socket socket = new Socket()) {
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.getOutputStream().write(request);
      BufferedReader answer =
          new BufferedReader(
              new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
      String first = answer.readLine();
      return first == null ? NO_ANSWER : Integer.parseInt(first.split(" ", 3)[1]);
    } catch (IOException notThereYet) {
      return NO_ANSWER;
    }
  }
}
