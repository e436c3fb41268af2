package dev.selvedge.bench.poll;

import dev.selvedge.bench.scene.CustomerTable;
import dev.selvedge.connector.Connector;
import dev.selvedge.connectors.file.FileConnector;
import dev.selvedge.connectors.jdbc.JdbcConnector;
import dev.selvedge.connectors.rest.RestConnector;
import dev.selvedge.connectors.vendure.VendureConnector;
import dev.selvedge.connectors.woocommerce.WooConnector;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Connectors that read alike: one of each is measured.
public enum Family {
  /// Rows of a table in an SQLite file, by (stamp, key).
  DATABASE("customers of a table (jdbc, SQLite)") {
    @Override
    Connector connector() {
      return new JdbcConnector();
    }

    @Override
    String options(Path folder, int port) {
      return """
      url: jdbc:sqlite:%s
      feeds: { customer: { table: customer, key: customer_no, changed: updated_at } }
      """
          .formatted(folder.resolve("customers.db"));
    }

    @Override
    void prepare(Path folder, int records) {
      new CustomerTable(folder.resolve("customers.db"), records).fill();
    }
  },

  /// Lines of one file.
  FILES("customers of one CSV file (file)") {
    @Override
    Connector connector() {
      return new FileConnector();
    }

    @Override
    String options(Path folder, int port) {
      return "{ folder: '"
          + folder
          + "', feeds: { customer: { glob: 'customers-*.csv', key: no, stamp: changed, ready: renamed } } }";
    }

    @Override
    void prepare(Path folder, int records) throws IOException {
      try (BufferedWriter out = Files.newBufferedWriter(folder.resolve("customers-1.csv"))) {
        out.write("no,email,first,last,city,changed\n");
        for (int row = 0; row < records; row++) {
          out.write(
              "C-%d,c%d@example.com,Given,\"Family, the\",Leeds,%s%n"
                  .formatted(row, row, RecordedPages.FIRST.plusSeconds(row)));
        }
      }
    }
  },

  /// Pages of JSON, sorted by change, each beginning where the last one ended.
  LISTS("customers of a described API (rest), 100 a page") {
    @Override
    Connector connector() {
      return new RestConnector();
    }

    @Override
    String options(Path folder, int port) {
      return """
      base_url: http://127.0.0.1:%d
      throttle: { per_second: 1000 }
      feeds:
        customer:
          path: /customers
          query: { since: "{since}", size: "{size}", page: "{page}" }
          sorted: true
          paging: { kind: page }
          page_size: 100
          key: no
          stamp: changed
      """
          .formatted(port);
    }
  },

  /// Recorded orders of a shop with a REST API, two lines each.
  SHOP("orders of a WooCommerce shop, 100 a page") {
    @Override
    Connector connector() {
      return new WooConnector();
    }

    @Override
    String options(Path folder, int port) {
      return """
      shop: http://127.0.0.1:%d
      consumer_key: ck_1
      consumer_secret: cs_1
      """
          .formatted(port);
    }
  },

  /// The same over GraphQL.
  GRAPHQL("orders of a Vendure shop, 100 a page") {
    @Override
    Connector connector() {
      return new VendureConnector();
    }

    @Override
    String options(Path folder, int port) {
      return """
      endpoint: http://127.0.0.1:%d/admin-api
      username: hub
      password: secret
      """
          .formatted(port);
    }
  };

  private final String what;

  Family(String what) {
    this.what = what;
  }

  String what() {
    return what;
  }

  /// The feed that is read.
  String kind() {
    return this == SHOP || this == GRAPHQL ? "order" : "customer";
  }

  abstract Connector connector();

  /// The system's options, as YAML.
  ///
  /// @param port of the recorded pages
  abstract String options(Path folder, int port);

  /// Puts there what is to be read, where that is not the recorded pages.
  ///
  /// @throws IOException if it cannot be written
  void prepare(Path folder, int records) throws IOException {}
}
