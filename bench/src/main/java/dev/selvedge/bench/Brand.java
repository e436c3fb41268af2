package dev.selvedge.bench;

import dev.selvedge.sandbox.SandboxConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The benchmarks' hub project on disk: ten contact fields, customers of two systems, orders.
///
/// @param folder the project's
/// @param port where its hub will listen
record Brand(Path folder, int port) {
  static final String SECRET = "bench-secret-0123456789";

  private static final List<String> MAPPINGS =
      List.of("crm.customer.yaml", "erp.customer.yaml", "shop.order.yaml");

  /// Everything comes by webhook.
  static Brand ofWebhooks(Path folder, String endpoint) throws IOException {
    return write("intake.selvedge.yaml", folder, endpoint);
  }

  /// The customers are a table that is polled.
  static Brand ofTable(Path folder, String endpoint) throws IOException {
    return write("backfill.selvedge.yaml", folder, endpoint);
  }

  private static Brand write(String settings, Path folder, String endpoint) throws IOException {
    int port = freePort();
    Files.createDirectories(folder.resolve("mappings"));
    for (String mapping : MAPPINGS) {
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
            .replace("${SECRET}", SECRET));
    return new Brand(folder, port);
  }

  Path store() {
    return folder.resolve("hub.db");
  }

  /// With its log, where there is one.
  double storeMegabytes() throws IOException {
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
