package dev.selvedge.testkit.tryton;

import dev.selvedge.testkit.Await;
import dev.selvedge.testkit.debian.DebianPackages.Availability;
import dev.selvedge.testkit.debian.DebianPackages.Unpacked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A Tryton server on loopback with a company of its own. It ends with [#close].
public final class TestErp implements AutoCloseable {
  /// The user who may do anything.
  public static final String ADMIN = "admin";

  /// The password of [#ADMIN].
  public static final String ADMIN_PASSWORD = TrytonInstall.PASSWORD;

  /// The name of the database.
  public static final String DATABASE = TrytonInstall.DATABASE;

  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final int port;

  private TestErp(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Whether one can run on this machine.
  public static Availability ofThisMachine() {
    return TrytonInstall.ofThisMachine();
  }

  /// Starts one; returns when it takes connections.
  ///
  /// @param folder empty, for its data and its log
  /// @throws IOException if it does not start; its log is named
  public static TestErp start(Unpacked files, Path folder) throws IOException {
    TrytonInstall install = new TrytonInstall(files);
    install.supply(folder);
    int port = freePort();
    Path configuration = TrytonInstall.configuration(folder, port);
    Path log = folder.resolve("tryton.log");
    Process process =
        install
            .process(
                log,
                List.of(install.program("trytond"), "-c", configuration.toString(), "-d", DATABASE))
            .start();
    TestErp erp = new TestErp(process, port);
    Await.until("Tryton's start", PATIENCE, () -> erp.answers() || !process.isAlive());
    if (!process.isAlive()) {
      throw new IOException("Tryton ended with " + process.exitValue() + ", see " + log);
    }
    return erp;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  /// Where it answers.
  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /// The id of its process.
  public long pid() {
    return process.pid();
  }

  /// Somebody who works with it.
  public Clerk clerk() {
    return new Clerk(JsonRpc.logIn(url(), ADMIN, ADMIN_PASSWORD));
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
