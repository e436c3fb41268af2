package dev.selvedge.connectors.file;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.file.FileSettings.Where;
import dev.selvedge.connectors.file.place.HostKeys;
import dev.selvedge.connectors.file.place.SftpSettings;
import dev.selvedge.connectors.file.place.SftpSettings.Login;
import dev.selvedge.connectors.file.place.SftpSettings.Patience;
import dev.selvedge.connectors.file.place.SftpSettings.PrivateKey;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The options that say where files are, described once, and their reading.
final class PlaceOptions {
  private static final String SCHEME = "sftp://";
  private static final int PORT = 22;
  private static final String SECTION = "sftp";

  private static final Setting<String> FOLDER =
      Setting.requiredText(
          "folder",
          "Where files arrive: a folder, from the project's folder, or"
              + " `sftp://user@host:port/folder`. On a server, the path goes from its root, and"
              + " `/~/folder` from where the log-in leads to.");
  private static final Setting<List<String>> HOST_KEYS =
      Setting.of(
          "sftp.host_keys",
          "text or list of texts",
          "**required** for `sftp://`",
          "The server's host keys: fingerprints (`SHA256:…`), public keys, or lines of"
              + " `known_hosts`. No other server is spoken to.",
          YamlSection::texts);
  private static final Setting<Optional<Secret>> PASSWORD =
      Setting.secret("sftp.password", "a key is needed", "The user's password.");
  private static final Setting<Optional<Secret>> KEY =
      Setting.secret(
          "sftp.private_key",
          "a password is needed",
          "The user's private key itself, as OpenSSH or PEM writes it; `\\n` stands for a line end.");
  private static final Setting<Optional<String>> KEY_FILE =
      Setting.optionalText(
          "sftp.private_key_file",
          "`private_key` is used",
          "The same in a file, from the project's folder.");
  private static final Setting<Optional<Secret>> PASSPHRASE =
      Setting.secret("sftp.passphrase", "the key has none", "What opens the private key.");
  private static final Setting<Duration> CONNECT =
      Setting.duration(
          "sftp.connect_timeout",
          Duration.ofSeconds(15),
          Duration.ofMillis(500),
          "How long a connection may take, and then the log-in.");
  private static final Setting<Duration> ANSWER =
      Setting.duration(
          "sftp.answer_timeout",
          Duration.ofSeconds(45),
          Duration.ofMillis(500),
          "How long the server may take for an answer.");
  private static final Setting<Duration> KEEP_ALIVE =
      Setting.duration(
          "sftp.keep_alive",
          Duration.ofSeconds(15),
          Duration.ofMillis(200),
          "After this silence the server is asked for a sign of life. Without two of them the"
              + " connection is made anew.");

  private PlaceOptions() {}

  static List<Option> all() {
    return Stream.of(
            FOLDER, HOST_KEYS, PASSWORD, KEY, KEY_FILE, PASSPHRASE, CONNECT, ANSWER, KEEP_ALIVE)
        .map(Setting::option)
        .toList();
  }

  static Where read(YamlSection options, Path projectFolder) {
    String folder = FOLDER.read(options);
    if (!folder.startsWith(SCHEME)) {
      if (options.has(SECTION)) {
        options.problem(
            SECTION, "'sftp' is for a folder of a server", "write folder: sftp://user@host/folder");
      }
      return new Where.Here(projectFolder.resolve(folder).normalize());
    }
    YamlSection section = options.requiredSection(SECTION);
    Optional<URI> address = address(options, folder);
    Login login = login(section, address.map(URI::getUserInfo).orElse(""), projectFolder);
    Patience patience =
        new Patience(CONNECT.read(section), ANSWER.read(section), KEEP_ALIVE.read(section));
    HostKeys keys = hostKeys(section);
    return new Where.There(
        new SftpSettings(
            address.map(URI::getHost).orElse(""),
            address.map(URI::getPort).filter(port -> port > 0).orElse(PORT),
            path(address.map(URI::getPath).orElse("")),
            keys,
            login,
            patience));
  }

  private static Optional<URI> address(YamlSection options, String folder) {
    try {
      URI address = new URI(folder);
      String user = address.getUserInfo();
      if (address.getHost() != null && user != null && !user.contains(":")) {
        return Optional.of(address);
      }
      boolean password = user != null && user.contains(":");
      options.problem(
          FOLDER.key(),
          password ? "'folder' has a password in it" : "'folder' has no user or no host",
          password
              ? "write it as 'password' below 'sftp'"
              : "write sftp://user@host/folder, without spaces");
    } catch (URISyntaxException malformed) {
      options.problem(
          FOLDER.key(), "'folder' is no address", "write sftp://user@host/folder, a space as %20");
    }
    return Optional.empty();
  }

  private static String path(String written) {
    String path = written.startsWith("/~/") ? written.substring(3) : written;
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private static HostKeys hostKeys(YamlSection section) {
    List<String> written = HOST_KEYS.read(section);
    Optional<HostKeys> keys = HostKeys.of(written);
    if (keys.isEmpty() || written.isEmpty()) {
      section.problem(
          HOST_KEYS.key(),
          written.isEmpty()
              ? "'host_keys' is missing in 'sftp'"
              : "'host_keys' has something that is no fingerprint and no public key",
          "ask whoever runs the server for its fingerprint, 'SHA256:' and 43 signs; what it shows"
              + " is seen with ssh-keyscan HOST | ssh-keygen -lf -");
    }
    return keys.orElse(new HostKeys(Set.of()));
  }

  private static Login login(YamlSection section, String user, Path projectFolder) {
    Optional<Secret> password = PASSWORD.read(section);
    Optional<PrivateKey> text = KEY.read(section).map(PrivateKey.Text::new);
    Optional<PrivateKey> file =
        KEY_FILE
            .read(section)
            .map(path -> new PrivateKey.File(projectFolder.resolve(path).normalize()));
    Optional<Secret> passphrase = PASSPHRASE.read(section);
    if (text.isPresent() && file.isPresent()) {
      section.problem(KEY_FILE.key(), "there are two private keys", "remove one of them");
    }
    if (password.isEmpty() && text.isEmpty() && file.isEmpty()) {
      section
          .problems()
          .add(
              section.position(),
              "nothing is there to log in with",
              "write 'password', 'private_key' or 'private_key_file' below 'sftp'");
    }
    return new Login(user, password, text.or(() -> file), passphrase);
  }
}
