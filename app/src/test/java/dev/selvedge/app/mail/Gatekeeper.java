package dev.selvedge.app.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Stands in front of a mail server that takes letters for everybody, and refuses some addresses.
public final class Gatekeeper implements AutoCloseable {
  private final ServerSocket socket;
  private final int behind;
  private final Map<String, String> refused = new ConcurrentHashMap<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// Begins to listen.
  ///
  /// @param behind the port of the mail server
  public Gatekeeper(int behind) throws IOException {
    this.behind = behind;
    this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  public int port() {
    return socket.getLocalPort();
  }

  /// Refuses an address from now on.
  ///
  /// @param answer to who wants to send to it: `550 no such user`; empty to take it again
  public void refuse(String address, String answer) {
    if (answer.isEmpty()) {
      refused.remove(address);
    } else {
      refused.put(address, answer);
    }
  }

  /// Answers a command itself from now on.
  ///
  /// @param command as lines begin with it: `DATA`
  /// @param answer `451 later`; empty to break the connection off instead
  public void answer(String command, String answer) {
    answers.put(command, answer);
  }

  private void accept() {
    while (!socket.isClosed()) {
      try {
        Socket client = socket.accept();
        threads.execute(() -> serve(client));
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket client) {
    try (client;
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
      OutputStream back = client.getOutputStream();
      threads.execute(
          () -> {
            try {
              server.getInputStream().transferTo(back);
            } catch (IOException gone) {
              // so is the other side
            }
          });
      InputStream in = client.getInputStream();
      while (true) {
        String line = line(in);
        if (line.isEmpty()) {
          return;
        }
        if (isBrokenOff(line)) {
          client.setSoLinger(true, 0);
          return;
        }
        String answer = answer(line);
        if (answer.isEmpty()) {
          server.getOutputStream().write(line.getBytes(StandardCharsets.ISO_8859_1));
          server.getOutputStream().flush();
        } else {
          back.write((answer + "\r\n").getBytes(StandardCharsets.US_ASCII));
          back.flush();
        }
      }
    } catch (IOException gone) {
      // so is the other side
    }
  }

  private boolean isBrokenOff(String line) {
    return answers.entrySet().stream()
        .anyMatch(one -> one.getValue().isEmpty() && line.startsWith(one.getKey()));
  }

  private String answer(String line) {
    Optional<String> own =
        answers.entrySet().stream()
            .filter(one -> line.startsWith(one.getKey()))
            .map(Map.Entry::getValue)
            .findFirst();
    return own.orElseGet(() -> ofAddress(line));
  }

  private String ofAddress(String line) {
    return refused.entrySet().stream()
        .filter(one -> line.startsWith("RCPT TO:<" + one.getKey() + ">"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse("");
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int read = in.read();
    while (read >= 0) {
      line.append((char) read);
      if (read == '\n') {
        break;
      }
      read = in.read();
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
