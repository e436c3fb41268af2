package dev.selvedge.testkit.mariadb;

import dev.selvedge.testkit.Await;
import dev.selvedge.testkit.debian.DebianPackages;
import dev.selvedge.testkit.debian.DebianPackages.Availability;
import dev.selvedge.testkit.debian.DebianPackages.Unpacked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A MariaDB server on loopback, with an empty database `probe` and a user `root` without a
/// password. It ends with [#close].
public final class MariaDb implements AutoCloseable {
  private static final DebianPackages PACKAGES =
      new DebianPackages(
          "mariadb",
          List.of(
              "mariadb-server-core",
              "mariadb-client-core",
              "mariadb-common",
              "liburing2",
              "libaio1"));
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final Process process;
  private final int port;

  private MariaDb(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /// Whether one can run on this machine.
  public static Availability ofThisMachine() {
    return PACKAGES.onThisMachine();
  }

  /// Starts one; returns when it takes connections.
  ///
  /// @param folder empty, for its data and its log
  /// @throws IOException if it does not start; its log is named
  public static MariaDb start(Unpacked files, Path folder) throws IOException {
    Path data = folder.resolve("data");
    Path log = folder.resolve("mariadb.log");
    Path first =
        Files.writeString(folder.resolve("first.sql"), "CREATE DATABASE IF NOT EXISTS probe;\n");
    make(files, data, log);
    int port = freePort();
    Process process =
        files
            .process(
                List.of(
                    files.file("usr/sbin/mariadbd").toString(),
                    "--no-defaults",
                    "--basedir=" + files.file("usr"),
                    "--datadir=" + data,
                    "--socket=" + folder.resolve("s"),
                    "--pid-file=" + folder.resolve("pid"),
                    "--init-file=" + first,
                    "--bind-address=127.0.0.1",
                    "--port=" + port,
                    "--user=" + System.getProperty("user.name"),
                    "--innodb-flush-log-at-trx-commit=0",
                    "--skip-name-resolve"))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    MariaDb server = new MariaDb(process, port);
    Await.until("MariaDB's start", PATIENCE, () -> server.answers() || !process.isAlive());
    if (!process.isAlive()) {
      throw new IOException("MariaDB ended with " + process.exitValue() + ", see " + log);
    }
    return server;
  }

  private static void make(Unpacked files, Path data, Path log) throws IOException {
    Process process =
        files
            .process(
                List.of(
                    files.file("usr/bin/mariadb-install-db").toString(),
                    "--no-defaults",
                    "--basedir=" + files.file("usr"),
                    "--datadir=" + data,
                    "--user=" + System.getProperty("user.name"),
                    "--auth-root-authentication-method=normal",
                    "--skip-test-db"))
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        throw new IOException("MariaDB's tables could not be made, see " + log);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException("making MariaDB's tables was interrupted", stopped);
    }
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

  /// The address of its database, as JDBC has it.
  ///
  /// @param scheme `mysql` or `mariadb`: the connector takes either
  public String url(String scheme) {
    return "jdbc:" + scheme + "://127.0.0.1:" + port + "/probe?user=root";
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
