package dev.selvedge.testkit.openssh;

import dev.selvedge.testkit.Await;
import dev.selvedge.testkit.debian.DebianPackages;
import dev.selvedge.testkit.debian.DebianPackages.Availability;
import dev.selvedge.testkit.debian.DebianPackages.Unpacked;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// An OpenSSH server on loopback that gives SFTP and nothing else, in one folder. It runs as
/// whoever runs the tests; its users are its own and stand in no file of the machine: `partner`
/// may do everything there, `reader` only read. It ends with [#close].
public final class OpenSsh implements AutoCloseable {
  /// The password of both users.
  public static final String PASSWORD = "a-password-of-tests";

  /// What opens the private key [#lockedKey].
  public static final String PASSPHRASE = "a-passphrase-of-tests";

  private static final DebianPackages PACKAGES =
      new DebianPackages(
          "openssh",
          List.of(
              "openssh-server",
              "openssh-client",
              "openssh-sftp-server",
              "libwrap0",
              "libnss-wrapper"));
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  /// Where the server's process that speaks before the log-in is shut in; compiled into it.
  private static final Path EMPTY_ROOM = Path.of("/run/sshd");

  private final Unpacked files;
  private final Path room;
  private final int port;
  private Process process;

  private OpenSsh(Unpacked files, Path room, int port) throws IOException {
    this.files = files;
    this.room = room;
    this.port = port;
    this.process = started();
  }

  /// Whether one can run on this machine.
  public static Availability ofThisMachine() {
    return PACKAGES.onThisMachine();
  }

  /// Starts one; returns when it takes connections.
  ///
  /// @param room empty, for its keys and its log
  /// @param folder into which a log-in leads
  /// @throws IOException if it does not start; its log is named
  public static OpenSsh start(Unpacked files, Path room, Path folder) throws IOException {
    if (isRoot()) {
      Files.createDirectories(EMPTY_ROOM);
    }
    key(files, room.resolve("host"), "ed25519", "");
    key(files, room.resolve("user"), "ed25519", "");
    key(files, room.resolve("locked"), "rsa", PASSPHRASE);
    Files.writeString(
        room.resolve("authorized"),
        Files.readString(room.resolve("user.pub")) + Files.readString(room.resolve("locked.pub")));
    accounts(room, folder, hash(room));
    int port = freePort();
    configure(files, room, folder, port);
    return new OpenSsh(files, room, port);
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void key(Unpacked files, Path file, String type, String passphrase)
      throws IOException {
    run(
        files.process(
            List.of(
                files.file("usr/bin/ssh-keygen").toString(),
                "-q",
                "-t",
                type,
                "-N",
                passphrase,
                "-C",
                "test",
                "-f",
                file.toString())));
  }

  private static String hash(Path room) throws IOException {
    Path hash = room.resolve("hash");
    run(
        new ProcessBuilder("openssl", "passwd", "-6", "-salt", "selvedge", PASSWORD)
            .redirectOutput(hash.toFile()));
    return Files.readString(hash).strip();
  }

  private static void run(ProcessBuilder builder) throws IOException {
    Process process = builder.start();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
        process.destroyForcibly();
        String said = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        throw new IOException(builder.command().getFirst() + " failed: " + said);
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IOException(builder.command().getFirst() + " was interrupted", stopped);
    }
  }

  /// The accounts the server knows. Their password stands in the first file, where OpenSSH looks
  /// when there is no second one for it.
  private static void accounts(Path room, Path folder, String hash) throws IOException {
    Object user = isRoot() ? 0 : Files.getAttribute(room, "unix:uid");
    Object group = isRoot() ? 0 : Files.getAttribute(room, "unix:gid");
    String like = ":" + hash + ":" + user + ":" + group + "::" + folder + ":/bin/sh\n";
    Files.writeString(
        room.resolve("passwd"),
        "partner"
            + like
            + "reader"
            + like
            + "sshd:x:65534:65534::"
            + EMPTY_ROOM
            + ":/usr/sbin/nologin\n");
    Files.writeString(room.resolve("group"), "tests:x:" + group + ":\nnogroup:x:65534:\n");
  }

  private static void configure(Unpacked files, Path room, Path folder, int port)
      throws IOException {
    List<String> lines = new ArrayList<>();
    // In newer versions a program of its own serves a session.
    Path session = files.file("usr/lib/openssh/sshd-session");
    if (Files.exists(session)) {
      lines.add("SshdSessionPath " + session);
      lines.add("SshdAuthPath " + files.file("usr/lib/openssh/sshd-auth"));
    }
    lines.addAll(
        List.of(
            "Port " + port,
            "ListenAddress 127.0.0.1",
            "HostKey " + room.resolve("host"),
            "PidFile none",
            "UsePAM no",
            "StrictModes no",
            "PermitRootLogin yes",
            "LogLevel VERBOSE",
            "AuthorizedKeysFile " + room.resolve("authorized"),
            "PasswordAuthentication yes",
            "Subsystem sftp internal-sftp",
            "ForceCommand internal-sftp -d " + folder,
            "Match User reader",
            "ForceCommand internal-sftp -R -d " + folder));
    Files.write(room.resolve("config"), lines);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private Process started() throws IOException {
    Path log = room.resolve("sshd.log");
    ProcessBuilder builder =
        files.process(
            List.of(
                files.file("usr/sbin/sshd").toString(),
                "-D",
                "-e",
                "-f",
                room.resolve("config").toString()));
    builder.environment().put("LD_PRELOAD", "libnss_wrapper.so");
    builder.environment().put("NSS_WRAPPER_PASSWD", room.resolve("passwd").toString());
    builder.environment().put("NSS_WRAPPER_GROUP", room.resolve("group").toString());
    Process begun =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
            .start();
    Await.until("OpenSSH's start", PATIENCE, () -> answers() || !begun.isAlive());
    if (!begun.isAlive()) {
      throw new IOException("OpenSSH ended: " + Files.readString(log));
    }
    return begun;
  }

  private boolean answers() {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
      return true;
    } catch (IOException notYet) {
      return false;
    }
  }

  public int port() {
    return port;
  }

  /// The public key of the server, as a line of its file.
  public String hostKey() throws IOException {
    return Files.readString(room.resolve("host.pub")).strip();
  }

  /// The fingerprint of the server's key, as OpenSSH's own tool tells it.
  public String fingerprint() throws IOException {
    Path told = room.resolve("fingerprint");
    run(
        files
            .process(
                List.of(
                    files.file("usr/bin/ssh-keygen").toString(),
                    "-lf",
                    room.resolve("host.pub").toString()))
            .redirectOutput(told.toFile()));
    return Files.readString(told).split(" ", -1)[1];
  }

  /// The file of an ed25519 key that lets both users in.
  public Path key() {
    return room.resolve("user");
  }

  /// The file of an RSA key that lets both users in, locked with [#PASSPHRASE].
  public Path lockedKey() {
    return room.resolve("locked");
  }

  /// What the server wrote about itself.
  public String log() throws IOException {
    return Files.readString(room.resolve("sshd.log"));
  }

  /// Ends every connection, as a restart of the server does, and lets new ones in.
  public void cutConnections() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
  }

  /// Starts anew with another host key.
  public void changeHostKey() throws IOException {
    stop();
    Files.delete(room.resolve("host"));
    Files.delete(room.resolve("host.pub"));
    key(files, room.resolve("host"), "ed25519", "");
    process = started();
  }

  @Override
  public void close() {
    stop();
  }

  private void stop() {
    List<ProcessHandle> sessions = process.descendants().toList();
    process.destroy();
    try {
      if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException stopped) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    sessions.forEach(ProcessHandle::destroyForcibly);
  }
}
