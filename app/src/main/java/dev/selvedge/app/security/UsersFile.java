package dev.selvedge.app.security;

import dev.selvedge.Secret;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Collections;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The users in `users.yaml` of a project folder. The file is read again when it changes, so that
/// adding or removing a user needs no restart. Safe for use by many threads.
public final class UsersFile implements UserBook {
  public static final String NAME = "users.yaml";
  private static final int SHORTEST_PASSWORD = 10;

  /// bcrypt looks at no more than 72 bytes.
  private static final int LONGEST_PASSWORD_BYTES = 72;

  private static final Pattern USER_NAME = Pattern.compile("[a-z0-9][a-z0-9.@_-]{0,59}");
  private static final Pattern BCRYPT = Pattern.compile("\\$2[aby]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
  private static final YAMLMapper YAML = new YAMLMapper();

  private final Path file;
  private volatile Read read = new Read(Stamp.NONE, Map.of());

  private UsersFile(Path file) {
    this.file = file;
  }

  private record Stamp(FileTime time, long size) {
    static final Stamp NONE = new Stamp(FileTime.fromMillis(-1), -1);
  }

  private record Read(Stamp stamp, Map<String, User> users) {}

  /// The users of a project; the file need not exist yet.
  public static UsersFile in(Path projectFolder) {
    return new UsersFile(projectFolder.resolve(NAME));
  }

  /// @throws UserBookException when the file is there but cannot be understood
  @Override
  public Optional<User> find(String name) {
    return Optional.ofNullable(all().get(name.toLowerCase(Locale.ROOT)));
  }

  /// Everybody, by name.
  ///
  /// @throws UserBookException when the file is there but cannot be understood
  public Map<String, User> all() {
    Stamp stamp = stamp();
    Read current = read;
    if (!current.stamp().equals(stamp)) {
      current = new Read(stamp, stamp.equals(Stamp.NONE) ? Map.of() : load());
      read = current;
    }
    return current.users();
  }

  /// Adds a user, or gives an existing one this password and role.
  ///
  /// @throws IllegalArgumentException when the name or password cannot be used; the message says
  ///     why
  /// @throws UserBookException when the file cannot be read or written
  public synchronized User addUser(String name, Secret password, Role role) {
    String known = name.toLowerCase(Locale.ROOT);
    if (!USER_NAME.matcher(known).matches()) {
      throw new IllegalArgumentException(
          "a user's name is 1 to 60 letters, digits and . @ _ -, beginning with a letter or digit");
    }
    int bytes = password.reveal().getBytes(StandardCharsets.UTF_8).length;
    if (password.reveal().length() < SHORTEST_PASSWORD || bytes > LONGEST_PASSWORD_BYTES) {
      throw new IllegalArgumentException(
          "a password is "
              + SHORTEST_PASSWORD
              + " characters or more, and at most "
              + LONGEST_PASSWORD_BYTES
              + " bytes");
    }
    String hash = new BCryptPasswordEncoder().encode(password.reveal());
    if (hash == null) {
      throw new UserBookException("the password could not be hashed");
    }
    User user = new User(known, hash, role);
    Map<String, User> users = new TreeMap<>(all());
    users.put(known, user);
    save(users);
    return user;
  }

  private Stamp stamp() {
    try {
      return Files.exists(file)
          ? new Stamp(Files.getLastModifiedTime(file), Files.size(file))
          : Stamp.NONE;
    } catch (IOException e) {
      throw new UserBookException(NAME + " cannot be read; check who may read it", e);
    }
  }

  private Map<String, User> load() {
    JsonNode root;
    try {
      root = YAML.readTree(Files.readString(file));
    } catch (IOException e) {
      throw new UserBookException(NAME + " cannot be read; check who may read it", e);
    } catch (JacksonException e) {
      // Without the cause: its message would show a piece of the file, which holds hashes.
      throw new UserBookException(NAME + " is not valid YAML");
    }
    Map<String, User> users = new TreeMap<>();
    for (Map.Entry<String, JsonNode> entry : root.path("users").properties()) {
      users.put(entry.getKey().toLowerCase(Locale.ROOT), user(entry.getKey(), entry.getValue()));
    }
    return Collections.unmodifiableMap(users);
  }

  private static User user(String name, JsonNode node) {
    String hash = node.path("password").stringValue("");
    if (!USER_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()
        || !BCRYPT.matcher(hash).matches()) {
      throw new UserBookException(
          NAME + ": every user needs a plain name and a bcrypt hash as password; one has not");
    }
    Role role =
        Role.ofWord(node.path("role").stringValue(""))
            .orElseThrow(
                () ->
                    new UserBookException(
                        NAME + ": user " + name + " needs a role: viewer, operator or admin"));
    return new User(name.toLowerCase(Locale.ROOT), hash, role);
  }

  private void save(Map<String, User> users) {
    ObjectNode root = YAML.createObjectNode();
    ObjectNode list = root.putObject("users");
    users.forEach(
        (name, user) ->
            list.putObject(name)
                .put("password", user.passwordHash())
                .put("role", user.role().word()));
    Path fresh = file.resolveSibling(NAME + ".new");
    try {
      Files.deleteIfExists(fresh);
      createPrivate(fresh);
      Files.writeString(fresh, YAML.writeValueAsString(root));
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UserBookException(NAME + " cannot be written; check who may write there", e);
    }
  }

  private static void createPrivate(Path path) throws IOException {
    if (path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } else {
      Files.createFile(path);
    }
  }
}
