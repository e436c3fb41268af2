package dev.selvedge.store.privacy;

import dev.selvedge.RecordRef;
import dev.selvedge.store.sql.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Hashes under the project's key (HMAC-SHA-256, half of it), by which the store knows addresses
/// and records again that it must not hold. Safe for use by many threads.
public final class Marks {
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;
  private static final int MARK_BYTES = 16;

  private final KeyPlace place;
  private volatile @Nullable SecretKeySpec known;

  public Marks(KeyPlace place) {
    this.place = place;
  }

  /// Of an address; empty where there is no key yet, so that nothing can be marked.
  Optional<String> of(String address) {
    return mark("address:", address);
  }

  Optional<String> of(RecordRef ref) {
    return mark("record:", ref.text());
  }

  /// What tells this key from any other.
  Optional<String> proof() {
    return mark("key:", "");
  }

  private Optional<String> mark(String what, String text) {
    return key().map(key -> what + hash(key, what + text));
  }

  private static String hash(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      byte[] whole = mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(Arrays.copyOf(whole, MARK_BYTES));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has HMAC-SHA-256", e);
    }
  }

  private Optional<SecretKeySpec> key() {
    SecretKeySpec key = known;
    if (key == null) {
      key =
          switch (place) {
            case KeyPlace.Given(var given) ->
                given.reveal().isBlank() ? null : spec(given.reveal());
            case KeyPlace.InFile(Path file) -> Files.exists(file) ? spec(read(file)) : null;
          };
      known = key;
    }
    return Optional.ofNullable(key);
  }

  private static SecretKeySpec spec(String text) {
    return new SecretKeySpec(text.strip().getBytes(StandardCharsets.UTF_8), ALGORITHM);
  }

  private static String read(Path file) {
    try {
      String text = Files.readString(file).strip();
      if (text.isEmpty()) {
        throw unusable(file, null);
      }
      return text;
    } catch (IOException e) {
      throw unusable(file, e);
    }
  }

  /// Makes the key, where it is to be in a file and is not. Of several processes one makes it.
  void make() {
    if (key().isPresent()) {
      return;
    }
    if (!(place instanceof KeyPlace.InFile(Path file))) {
      throw new StoreException(
          StoreException.Reason.UNFIT,
          "erasures need a key to remember them by: set 'erasure.key' in selvedge.yaml");
    }
    byte[] fresh = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(fresh);
    try {
      // whole or not at all: half a key would be worse than none
      Path half = Files.createTempFile(parent(file), "erasure", ".key", owners(file));
      Files.writeString(half, HexFormat.of().formatHex(fresh) + '\n', StandardOpenOption.DSYNC);
      try {
        Files.createLink(file, half);
      } catch (FileAlreadyExistsException made) {
        // somebody else was first, and that one counts
        known = null;
      } finally {
        Files.delete(half);
      }
    } catch (IOException | UnsupportedOperationException e) {
      throw unusable(file, e);
    }
  }

  private static Path parent(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    return folder == null ? file.toAbsolutePath() : folder;
  }

  private static FileAttribute<?>[] owners(Path file) throws IOException {
    return Files.getFileStore(parent(file)).supportsFileAttributeView("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
        }
        : new FileAttribute<?>[0];
  }

  /// Where the key should be, for people.
  String where() {
    return switch (place) {
      case KeyPlace.Given ignored -> "'erasure.key' in selvedge.yaml";
      case KeyPlace.InFile(Path file) -> "the file " + file;
    };
  }

  private static StoreException unusable(Path file, @Nullable Exception cause) {
    String message = "the key of the erasures cannot be read or made: " + file;
    return cause == null
        ? new StoreException(StoreException.Reason.UNWRITABLE, message)
        : new StoreException(StoreException.Reason.UNWRITABLE, message, cause);
  }
}
