package dev.selvedge.connectors.file.place;

import dev.selvedge.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How a folder of an SFTP server is reached. Immutable.
///
/// @param folder on the server; empty for the one the log-in leads to
public record SftpSettings(
    String host, int port, String folder, HostKeys hostKeys, Login login, Patience patience) {

  /// Who logs in; at least one of password and key is there.
  ///
  /// @param passphrase of the key; empty where it has none
  public record Login(
      String user,
      Optional<Secret> password,
      Optional<PrivateKey> key,
      Optional<Secret> passphrase) {}

  /// A private key, in the form of OpenSSH or PEM.
  public sealed interface PrivateKey {
    record Text(Secret text) implements PrivateKey {}

    record File(Path path) implements PrivateKey {}
  }

  /// How long is waited.
  ///
  /// @param connect for a connection and for the log-in, each
  /// @param answer for each answer
  /// @param keepAlive between two signs of life
  public record Patience(Duration connect, Duration answer, Duration keepAlive) {}

  /// For people: `sftp://user@host:port/folder`.
  public String words() {
    String below = folder.isEmpty() || folder.startsWith("/") ? folder : "/" + folder;
    return "sftp://" + login.user() + "@" + host + ":" + port + below;
  }
}
