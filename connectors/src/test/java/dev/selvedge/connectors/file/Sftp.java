package dev.selvedge.connectors.file;

import dev.selvedge.Secret;
import dev.selvedge.connectors.file.place.HostKeys;
import dev.selvedge.connectors.file.place.SftpPlace;
import dev.selvedge.connectors.file.place.SftpSettings;
import dev.selvedge.testkit.openssh.OpenSsh;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Assumptions;

/// A real OpenSSH server with its folder, and the options that lead there.
record Sftp(OpenSsh server, Path folder) implements AutoCloseable {
  static Sftp start(Path room) throws IOException {
    Path folder = Files.createDirectory(room.resolve("files"));
    Path own = Files.createDirectory(room.resolve("server"));
    OpenSsh server =
        OpenSsh.start(OpenSsh.ofThisMachine().orLeaveOut(Assumptions::abort), own, folder);
    return new Sftp(server, folder);
  }

  /// A folder of its own for one test.
  Path fresh(String name) throws IOException {
    return Files.createDirectory(folder.resolve(name));
  }

  /// Options with a password.
  ///
  /// @param feeds the lines below `feeds:`
  String options(String user, Path in, String feeds) throws IOException {
    return options(user, in, "password: " + OpenSsh.PASSWORD, server.fingerprint(), feeds);
  }

  String options(String user, Path in, String login, String hostKey, String feeds) {
    return """
    folder: sftp://%s@127.0.0.1:%d%s
    sftp:
      host_keys: "%s"
      connect_timeout: 20s
      answer_timeout: 20s
      %s
    feeds:
    %s"""
        .formatted(user, server.port(), in, hostKey, login, feeds.indent(2));
  }

  /// What the partner who brings files sees.
  SftpPlace partner(Path in) throws IOException {
    return place(in, server.port(), Duration.ofSeconds(20));
  }

  SftpPlace place(Path in, int port, Duration patience) throws IOException {
    return new SftpPlace(
        new SftpSettings(
            "127.0.0.1",
            port,
            in.toString(),
            HostKeys.of(List.of(server.hostKey())).orElseThrow(),
            new SftpSettings.Login(
                "partner",
                Optional.of(new Secret(OpenSsh.PASSWORD)),
                Optional.empty(),
                Optional.empty()),
            new SftpSettings.Patience(patience, patience, patience.dividedBy(3))));
  }

  @Override
  public void close() {
    server.close();
  }
}
