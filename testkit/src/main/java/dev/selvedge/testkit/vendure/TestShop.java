package dev.selvedge.testkit.vendure;

import dev.selvedge.testkit.npm.NodeServer;
import dev.selvedge.testkit.npm.NpmProgram;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A running Vendure shop on a port of its own of 127.0.0.1. Closing it stops the process and
/// whatever that started; should this process die first, the shop ends by itself.
public final class TestShop implements AutoCloseable {
  /// The administrator of every shop started here.
  public static final String ADMIN = "shopkeeper";

  /// Its password.
  public static final String ADMIN_PASSWORD = "keeper-of-the-test-shop";

  private static final NpmProgram VENDURE =
      new NpmProgram(
          "vendure",
          "@vendure/core",
          "3.7.3",
          TestShop.class,
          Map.of(
              "config.js", "config.js",
              "server.js", "server.js",
              "populate.js", "populate.js",
              "products.csv", "products.csv"),
          List.of());

  private final NodeServer server;

  private TestShop(NodeServer server) {
    this.server = server;
  }

  /// Whether the database is new and gets its tables, settings and products.
  public enum Content {
    TO_BE_FILLED,
    THERE
  }

  /// Whether Vendure can run on this machine, where it is installed when it is not there yet.
  public static NpmProgram.Availability ofThisMachine() {
    return VENDURE.onThisMachine();
  }

  /// Starts the shop and waits until it answers.
  ///
  /// @param folder from [#ofThisMachine]
  /// @throws IllegalStateException when it does not answer in time, with its last lines of output
  public static TestShop start(
      Path folder, ShopDatabase database, Content content, Duration patience) {
    Map<String, String> environment =
        Map.of(
            "VENDURE_DISABLE_TELEMETRY", "true",
            "SHOP_ADMIN", ADMIN,
            "SHOP_ADMIN_PASSWORD", ADMIN_PASSWORD,
            "SHOP_DB_HOST", database.host(),
            "SHOP_DB_PORT", Integer.toString(database.port()),
            "SHOP_DB_NAME", database.name(),
            "SHOP_DB_USER", database.user(),
            "SHOP_DB_PASSWORD", database.password(),
            "SHOP_POPULATE", Boolean.toString(content == Content.TO_BE_FILLED));
    NodeServer server = NodeServer.start(folder, environment, patience);
    GraphQl.awaitHealth(server.root().resolve("health"), patience);
    return new TestShop(server);
  }

  /// Where the connector reads.
  public URI adminApi() {
    return server.root().resolve("admin-api");
  }

  /// The process id, to check that nothing is left behind.
  public long pid() {
    return server.pid();
  }

  /// A shopkeeper, logged in.
  public Shopkeeper shopkeeper() {
    return new Shopkeeper(new GraphQl(adminApi()), ADMIN, ADMIN_PASSWORD);
  }

  /// Somebody who just entered the shop, with an empty cart.
  public Shopper shopper() {
    return new Shopper(new GraphQl(server.root().resolve("shop-api")));
  }

  @Override
  public void close() {
    server.close();
  }
}
