package dev.selvedge.app.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/// Stands in front of a mail server that knows no STARTTLS: says so little of SMTP as leads to it,
/// and passes on what is said then.
final class TlsFront implements AutoCloseable {
  private final ServerSocket socket;
  private final SSLContext tls;
  private final int behind;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /// @param behind the port of the mail server
  TlsFront(SSLContext tls, int behind) throws IOException {
    this.tls = tls;
    this.behind = behind;
    this.socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return socket.getLocalPort();
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
    try (client) {
      OutputStream out = client.getOutputStream();
      say(out, "220 front\r\n");
      InputStream in = client.getInputStream();
      while (true) {
        String line = line(in);
        if (line.startsWith("EHLO")) {
          say(out, "250-front\r\n250 STARTTLS\r\n");
        } else if (line.equals("STARTTLS")) {
          say(out, "220 go on\r\n");
          break;
        } else {
          say(out, "530 first STARTTLS\r\n");
          return;
        }
      }
      try (SSLSocket inside =
              (SSLSocket) tls.getSocketFactory().createSocket(client, null, 0, true);
          Socket server = new Socket(InetAddress.getLoopbackAddress(), behind)) {
        inside.setUseClientMode(false);
        inside.startHandshake();
        // its greeting has been said
        new BufferedReader(
                new InputStreamReader(server.getInputStream(), StandardCharsets.US_ASCII), 1)
            .readLine();
        threads.execute(() -> pass(inside, server));
        pass(server, inside);
      }
    } catch (IOException gone) {
      // so is the other side
    }
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder line = new StringBuilder();
    int read = in.read();
    while (read >= 0 && read != '\n') {
      if (read != '\r') {
        line.append((char) read);
      }
      read = in.read();
    }
    return line.toString();
  }

  private static void say(OutputStream out, String words) throws IOException {
    out.write(words.getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void pass(Socket from, Socket to) {
    try {
      from.getInputStream().transferTo(to.getOutputStream());
      to.close();
    } catch (IOException gone) {
      // so is the other side
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
    threads.shutdownNow();
  }
}
