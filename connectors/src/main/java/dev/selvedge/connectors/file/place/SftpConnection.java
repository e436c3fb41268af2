package dev.selvedge.connectors.file.place;

import dev.selvedge.Secret;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.file.place.SftpSettings.PrivateKey;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnknownHostException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.future.ConnectFuture;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.common.signature.Signature;
import org.apache.sshd.common.util.security.SecurityUtils;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.SftpModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.jspecify.annotations.Nullable;

/// The connection to an SFTP server: made when it is needed, kept alive, made again when it broke.
/// Reads nothing of the user's own SSH settings. May be used by several threads.
final class SftpConnection implements AutoCloseable {
  /// What OpenSSH asks for first, so that the key it shows people is the one that is shown here.
  private static final List<BuiltinSignatures> KEY_TYPES =
      List.of(
          BuiltinSignatures.ed25519,
          BuiltinSignatures.nistp256,
          BuiltinSignatures.nistp384,
          BuiltinSignatures.nistp521,
          BuiltinSignatures.rsaSHA512,
          BuiltinSignatures.rsaSHA256);

  private static final int SIGNS_MISSED = 2;

  private final SftpSettings settings;
  private final ReentrantLock connecting = new ReentrantLock();
  private @Nullable SshClient ssh;
  private @Nullable SftpClient sftp;
  private volatile String shown = "";

  SftpConnection(SftpSettings settings) {
    this.settings = settings;
  }

  /// The open connection, made if there is none.
  ///
  /// @throws SourceException when it cannot be made
  SftpClient opened() {
    connecting.lock();
    try {
      SftpClient standing = sftp;
      if (standing != null && standing.isOpen()) {
        return standing;
      }
      SftpClient made = connect();
      sftp = made;
      return made;
    } finally {
      connecting.unlock();
    }
  }

  /// Gives up a connection that does not work any more; one made anew meanwhile stays.
  @SuppressWarnings("ReferenceEquality")
  void drop(SftpClient broken) {
    connecting.lock();
    try {
      if (broken == sftp) {
        sftp = null;
      }
    } finally {
      connecting.unlock();
    }
    broken.getClientSession().close(true);
  }

  /// The host key the server showed last, as a fingerprint and its type; empty before.
  String shown() {
    return shown;
  }

  private SftpClient connect() {
    ClientSession session = session();
    try {
      authenticate(session);
      return SftpClientFactory.instance().createSftpClient(session);
    } catch (IOException failure) {
      session.close(true);
      throw new SourceException(
          address() + " lets us in but gives no SFTP: " + failure.getMessage(), failure);
    } catch (SourceException failure) {
      session.close(true);
      throw failure;
    }
  }

  private ClientSession session() {
    shown = "";
    Duration wait = settings.patience().connect();
    try {
      ConnectFuture future =
          started().connect(settings.login().user(), settings.host(), settings.port());
      if (!future.await(wait)) {
        future.cancel();
        throw new SourceException(
            address() + " does not answer within " + wait.toSeconds() + " seconds");
      }
      return future.verify().getSession();
    } catch (IOException failure) {
      throw new SourceException(unreachable(failure), failure);
    }
  }

  private String unreachable(IOException failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
        return "no host has the name '" + settings.host() + "'; correct 'folder'";
      }
    }
    return address() + " cannot be reached: " + failure.getMessage();
  }

  private void authenticate(ClientSession session) {
    settings.login().key().ifPresent(key -> session.addPublicKeyIdentity(pair(key)));
    settings.login().password().map(Secret::reveal).ifPresent(session::addPasswordIdentity);
    try {
      session.auth().verify(settings.patience().connect());
    } catch (IOException failure) {
      if (!shown.isEmpty() && !settings.hostKeys().fingerprints().contains(fingerprint())) {
        throw SourceException.refused(otherKey());
      }
      if (session.isAuthenticated() || session.isOpen() || isRefusal(failure)) {
        throw SourceException.refused(notLetIn());
      }
      throw new SourceException(
          "the log-in to " + address() + " was broken off: " + failure.getMessage(), failure);
    }
  }

  private static boolean isRefusal(IOException failure) {
    String message = String.valueOf(failure.getMessage());
    return message.contains("authentication");
  }

  private String fingerprint() {
    return shown.substring(0, shown.indexOf(' '));
  }

  private String otherKey() {
    return address()
        + " shows the host key "
        + shown
        + ", which is none of 'host_keys'; ask whoever runs the server whether it is theirs: if so,"
        + " write it there, if not, somebody else answers in their place";
  }

  private String notLetIn() {
    boolean both = settings.login().key().isPresent() && settings.login().password().isPresent();
    String by =
        both
            ? "the key or the password"
            : settings.login().key().isPresent() ? "the key" : "the password";
    return address()
        + " does not let the user '"
        + settings.login().user()
        + "' in with "
        + by
        + "; correct them, or have the account opened";
  }

  private KeyPair pair(PrivateKey key) {
    FilePasswordProvider passphrase =
        settings
            .login()
            .passphrase()
            .map(secret -> FilePasswordProvider.of(secret.reveal()))
            .orElse(FilePasswordProvider.EMPTY);
    try (InputStream in = stream(key)) {
      Iterable<KeyPair> pairs =
          SecurityUtils.loadKeyPairIdentities(
              null, NamedResource.ofName("private key"), in, passphrase);
      if (pairs != null) {
        for (KeyPair pair : pairs) {
          return pair;
        }
      }
    } catch (IOException | GeneralSecurityException | RuntimeException failure) {
      throw SourceException.refused(
          "the private key for "
              + address()
              + " cannot be read; it must be in the form of OpenSSH or PEM, and 'passphrase' must"
              + " fit it");
    }
    throw SourceException.refused("there is no private key in what is given for " + address());
  }

  private static InputStream stream(PrivateKey key) throws IOException {
    return switch (key) {
      // In a variable of the environment the lines are often written with \n between them.
      case PrivateKey.Text text ->
          new ByteArrayInputStream(
              text.text().reveal().replace("\\n", "\n").getBytes(StandardCharsets.UTF_8));
      case PrivateKey.File file -> Files.newInputStream(file.path());
    };
  }

  private String address() {
    return settings.host() + ":" + settings.port();
  }

  private SshClient started() {
    SshClient standing = ssh;
    if (standing != null) {
      return standing;
    }
    SshClient client = SshClient.setUpDefaultClient();
    client.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    client.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    client.setSignatureFactories(
        KEY_TYPES.stream().<NamedFactory<Signature>>map(type -> type).toList());
    client.setServerKeyVerifier((session, address, key) -> isPinned(key));
    SftpSettings.Patience patience = settings.patience();
    CoreModuleProperties.AUTH_TIMEOUT.set(client, patience.connect());
    // Both how long an answer is waited for and how long a silent connection is kept.
    CoreModuleProperties.IDLE_TIMEOUT.set(client, patience.answer());
    CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, patience.keepAlive());
    CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, SIGNS_MISSED);
    SftpModuleProperties.SFTP_CHANNEL_OPEN_TIMEOUT.set(client, patience.answer());
    // Each part of a file is asked for by a small packet, which the system would hold back for the
    // server's acknowledgement of the one before: some 40 milliseconds a part.
    CoreModuleProperties.TCP_NODELAY.set(client, true);
    client.start();
    ssh = client;
    return client;
  }

  private boolean isPinned(PublicKey key) {
    String found = KeyUtils.getFingerPrint(BuiltinDigests.sha256, key);
    shown = found + " (" + KeyUtils.getKeyType(key) + ")";
    return settings.hostKeys().fingerprints().contains(found);
  }

  @Override
  public void close() {
    connecting.lock();
    try {
      sftp = null;
      SshClient client = ssh;
      ssh = null;
      if (client != null) {
        client.close(true).await(settings.patience().answer());
      }
    } catch (IOException failure) {
      throw new SourceException("the connection to " + address() + " does not close", failure);
    } finally {
      connecting.unlock();
    }
  }
}
