package dev.selvedge.connectors.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// A wire to a server that can go dead without being cut: what is sent is taken and never arrives.
/// Thread-safe.
final class Wire implements AutoCloseable {
  private final ServerSocket entry;
  private final int target;
  private final List<Strand> strands = new CopyOnWriteArrayList<>();

  Wire(int target) throws IOException {
    this.target = target;
    this.entry = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    Thread.ofVirtual().start(this::accept);
  }

  private static final class Strand {
    private final Socket near;
    private final Socket far;
    private volatile boolean dead;

    Strand(Socket near, Socket far) {
      this.near = near;
      this.far = far;
    }

    private void carry(Socket from, Socket to) {
      byte[] chunk = new byte[8192];
      try (InputStream in = from.getInputStream();
          OutputStream out = to.getOutputStream()) {
        for (int read = in.read(chunk); read >= 0; read = in.read(chunk)) {
          if (!dead) {
            out.write(chunk, 0, read);
          }
        }
      } catch (IOException cut) {
        // One end is gone, and so is the other when its stream closes.
      }
    }
  }

  private void accept() {
    try {
      while (!entry.isClosed()) {
        Socket near = entry.accept();
        Strand strand = new Strand(near, new Socket(InetAddress.getLoopbackAddress(), target));
        strands.add(strand);
        Thread.ofVirtual().start(() -> strand.carry(strand.near, strand.far));
        Thread.ofVirtual().start(() -> strand.carry(strand.far, strand.near));
      }
    } catch (IOException closed) {
      // The wire is taken down.
    }
  }

  int port() {
    return entry.getLocalPort();
  }

  /// Everything that is connected now goes dead; new connections work.
  void hold() {
    strands.forEach(strand -> strand.dead = true);
  }

  int connections() {
    return strands.size();
  }

  @Override
  public void close() throws IOException {
    entry.close();
    for (Strand strand : strands) {
      strand.near.close();
      strand.far.close();
    }
  }
}
