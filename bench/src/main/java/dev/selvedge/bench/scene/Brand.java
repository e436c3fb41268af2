package dev.selvedge.bench.scene;

import dev.selvedge.sandbox.SandboxConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The benchmarks' hub project on disk: ten contact fields, customers of two systems, orders, and a
/// preference page where people decide about the newsletter.
///
/// @param folder the project's
/// @param port where its hub will listen
public record Brand(Path folder, int port) {
  public static final String SECRET = "bench-secret-0123456789";

  /// What one import holds at most, as the project has it.
  public static final int BATCH = 10_000;

  /// Where the products go.
  public static final String CATALOGUE = "catalog_products";

  /// Of the sandbox's programs, one that is active.
  public static final int PROGRAM = 12;

  private static final List<String> MAPPINGS =
      List.of("crm.customer.yaml", "erp.customer.yaml", "shop.order.yaml", "web.preference.yaml");

  /// Everything comes by webhook.
  public static Brand ofWebhooks(Path folder, String endpoint) throws IOException {
    return ofWebhooks(folder, endpoint, BATCH);
  }

  /// The same, with imports of so many contacts at most.
  public static Brand ofWebhooks(Path folder, String endpoint, int batch) throws IOException {
    return write("intake.selvedge.yaml", folder, endpoint, batch);
  }

  /// The CRM's customers are a table that is polled.
  public static Brand ofTable(Path folder, String endpoint) throws IOException {
    return write("backfill.selvedge.yaml", folder, endpoint, BATCH);
  }

  /// The same, and whoever buys is started in the sandbox's program [#PROGRAM].
  public static Brand ofAutomations(Path folder, String endpoint) throws IOException {
    Brand brand = ofTable(folder, endpoint);
    Path settings = folder.resolve("selvedge.yaml");
    // The account of a benchmark has no limit of its own: what is measured is the hub.
    Files.writeString(
        settings,
        Files.readString(settings)
            .replace("dotdigital:\n", "dotdigital:\n  enrolment_calls_an_hour: 1000000\n"));
    Files.writeString(
        folder.resolve("automations.yaml"),
        """
        automations:
          thanks: { on: order_placed, program: %d, within: 1h, purpose: marketing }
        """
            .formatted(PROGRAM));
    return brand;
  }

  /// Nothing but products, in a table that is polled.
  public static Brand ofCatalogue(Path folder, String endpoint) throws IOException {
    Brand brand =
        write("catalogue.selvedge.yaml", folder, endpoint, BATCH, List.of("crm.product.yaml"));
    Files.writeString(
        folder.resolve("fields.yaml"),
        "fields: { first_name: { type: String, owners: [crm], to: FIRSTNAME } }\n");
    Files.writeString(
        folder.resolve("collections.yaml"),
        "collections: { " + CATALOGUE + ": { type: catalog } }\n");
    return brand;
  }

  private static Brand write(String settings, Path folder, String endpoint, int batch)
      throws IOException {
    return write(settings, folder, endpoint, batch, MAPPINGS);
  }

  private static Brand write(
      String settings, Path folder, String endpoint, int batch, List<String> mappings)
      throws IOException {
    int port = freePort();
    Files.createDirectories(folder.resolve("mappings"));
    for (String mapping : mappings) {
      Files.writeString(
          folder.resolve("mappings").resolve(mapping), resource("mappings/" + mapping));
    }
    Files.writeString(folder.resolve("fields.yaml"), resource("fields.yaml"));
    SandboxConfig account = SandboxConfig.defaults();
    Files.writeString(
        folder.resolve("selvedge.yaml"),
        resource(settings)
            .replace("${PORT}", Integer.toString(port))
            .replace("${ENDPOINT}", endpoint)
            .replace("${USER}", account.user())
            .replace("${PASSWORD}", account.password())
            .replace("${SECRET}", SECRET)
            .replace("${BATCH}", Integer.toString(batch)));
    return new Brand(folder, port);
  }

  public Path store() {
    return folder.resolve("hub.db");
  }

  /// With its log, where there is one.
  public double storeMegabytes() throws IOException {
    double bytes = 0;
    for (String end : List.of("", "-wal")) {
      Path file = folder.resolve("hub.db" + end);
      bytes += Files.exists(file) ? Files.size(file) : 0;
    }
    return bytes / (1 << 20);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Brand.class.getResourceAsStream("brand/" + name)) {
      if (in == null) {
        throw new BenchException("the benchmark lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
