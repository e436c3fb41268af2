package dev.selvedge.testkit.medusa;

import dev.selvedge.testkit.npm.NodeServer;
import dev.selvedge.testkit.npm.NpmProgram;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// A running Medusa shop on a port of its own of 127.0.0.1, over a database of its own. Closing it
/// stops both; should this process die first, the shop ends by itself.
public final class TestShop implements AutoCloseable {
  /// Signs what the shop tells the hub.
  public static final String HUB_SECRET = "between-the-shop-and-the-hub";

  static final String ADMIN = "keeper@shop.example";
  static final String ADMIN_PASSWORD = "keeper-of-the-test-shop";

  private static final NpmProgram MEDUSA =
      new NpmProgram(
          "medusa",
          "@medusajs/medusa",
          "2.21.2",
          TestShop.class,
          Map.of(
              "medusa-config.js", "medusa-config.js",
              "migrate.js", "migrate.js",
              "server.js", "server.js",
              "selvedge.js", "src/subscribers/selvedge.js"),
          // What its dashboard and its developers would need is left out.
          List.of("--legacy-peer-deps"));

  private final NodeServer server;
  private final DatabaseServer.Running database;

  private TestShop(NodeServer server, DatabaseServer.Running database) {
    this.server = server;
    this.database = database;
  }

  /// Whether Medusa can run on this machine, where it is installed when it is not there yet.
  public static NpmProgram.Availability ofThisMachine() {
    return MEDUSA.onThisMachine();
  }

  /// Starts a shop that has what it sells, and nobody in it yet.
  ///
  /// @param scripts from [#ofThisMachine]
  /// @param folder empty, for its data
  /// @param hub what the shop tells of what happens, signed; empty for nobody
  /// @throws IOException if its database cannot be had
  /// @throws IllegalStateException when it does not answer in time, with its last lines of output
  public static TestShop start(
      Path scripts, DatabaseServer databases, Path folder, String hub, Duration patience)
      throws IOException {
    DatabaseServer.Running database =
        new FilledData(scripts, databases, patience).over(folder.resolve("data"));
    try {
      return new TestShop(open(scripts, database, hub, patience), database);
    } catch (IllegalStateException failed) {
      database.close();
      throw failed;
    }
  }

  static NodeServer open(
      Path scripts, DatabaseServer.Running database, String hub, Duration patience) {
    return NodeServer.start(scripts, environment(database, hub), patience);
  }

  static Map<String, String> environment(DatabaseServer.Running database, String hub) {
    return Map.of(
        "NODE_ENV", "development",
        "MEDUSA_DISABLE_TELEMETRY", "true",
        "SHOP_DB", "postgres://postgres@127.0.0.1:" + database.port() + "/postgres",
        "SHOP_ADMIN", ADMIN,
        "SHOP_ADMIN_PASSWORD", ADMIN_PASSWORD,
        "SELVEDGE_HOOK", hub,
        "SELVEDGE_SECRET", HUB_SECRET);
  }

  /// The shop's address.
  public URI url() {
    return server.root();
  }

  /// The process id, to check that nothing is left behind.
  public long pid() {
    return server.pid();
  }

  /// A shopkeeper, logged in.
  public Shopkeeper shopkeeper() {
    return new Shopkeeper(new Rest(server.root(), Map.of()));
  }

  /// Somebody who just entered the shop.
  public Shopper shopper() {
    return shopkeeper().shopper();
  }

  @Override
  public void close() throws IOException {
    server.close();
    database.close();
  }
}
