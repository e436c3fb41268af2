package dev.selvedge.app.demo;

import dev.selvedge.Secret;
import dev.selvedge.app.security.Role;
import dev.selvedge.app.security.UsersFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The demo's project on disk: the files of `examples/demo-brand`, its variables, its user. Used by
/// one thread.
final class DemoFolder {
  static final String USER = "demo";
  private static final List<String> FILES =
      List.of(
          "selvedge.yaml",
          "fields.yaml",
          "collections.yaml",
          "automations.yaml",
          "mappings/crm.customer.yaml",
          "mappings/crm.order.yaml",
          "mappings/crm.refund.yaml",
          "mappings/shop.alert.yaml",
          "mappings/shop.cart.yaml",
          "mappings/shop.customer.yaml",
          "mappings/shop.order.yaml",
          "mappings/shop.product.yaml",
          "mappings/shop.refund.yaml");

  private final Path folder;

  DemoFolder(Path folder) {
    this.folder = folder;
  }

  Path path() {
    return folder;
  }

  Path customerDatabase() {
    return folder.resolve("data/crm.db");
  }

  Path sandboxState() {
    return folder.resolve("data/sandbox.journal");
  }

  private Path position() {
    return folder.resolve("data/script-position");
  }

  /// Writes what is not there yet.
  void prepare() throws IOException {
    Files.createDirectories(folder.resolve("mappings"));
    Files.createDirectories(folder.resolve("data"));
    for (String file : FILES) {
      if (!Files.exists(folder.resolve(file))) {
        Files.writeString(folder.resolve(file), resource(file));
      }
    }
  }

  /// The variables the project's files refer to.
  void writeVariables(
      String endpoint, String user, String password, Secret shopSecret, Secret hintSecret)
      throws IOException {
    Files.writeString(
        folder.resolve(".env"),
        """
        DOTDIGITAL_ENDPOINT=%s
        DOTDIGITAL_USER=%s
        DOTDIGITAL_PASSWORD=%s
        SHOP_SECRET=%s
        DOTDIGITAL_HINT=%s
        """
            .formatted(endpoint, user, password, shopSecret.reveal(), hintSecret.reveal()));
  }

  void addUser(Secret password) {
    UsersFile.in(folder).addUser(USER, password, Role.ADMIN);
  }

  /// How many steps of the script an earlier run took.
  int scriptPosition() throws IOException {
    return Files.exists(position()) ? Integer.parseInt(Files.readString(position()).strip()) : 0;
  }

  void keepScriptPosition(int steps) {
    try {
      Files.writeString(position(), Integer.toString(steps));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String resource(String file) throws IOException {
    try (InputStream in = DemoFolder.class.getResourceAsStream("/blueprints/demo-brand/" + file)) {
      if (in == null) {
        throw new IOException("the demo lacks " + file);
      }
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    }
  }
}
