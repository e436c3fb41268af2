package dev.selvedge.bench.poll;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.selvedge.bench.scene.BenchException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A system of so many records, each the same recorded one under another id, a second later than
/// the one before it: asked for those after a time, it makes the page. So its answers are a real
/// system's in size and shape, and cost it little.
final class RecordedPages implements AutoCloseable {
  /// The stamp of the first record.
  static final Instant FIRST = Instant.parse("2025-01-01T00:00:00Z");

  private static final Pattern AFTER = Pattern.compile("\"after\":\"([^\"]+)\"");
  private static final Pattern SKIP = Pattern.compile("\"skip\":(\\d+)");
  private static final Pattern TAKE = Pattern.compile("\"take\":(\\d+)");
  private static final String CUSTOMER =
      """
      {"no": "C-@ID@", "email": "c@ID@@example.com", "name": {"first": "Given", "last": "Family"},
       "newsletter": {"wanted": true, "at": "@STAMP@Z"}, "changed": "@STAMP@Z", "state": "active",
       "address": {"street": "1 Station Road", "city": "Leeds", "postcode": "LS1 1AB"}}
      """;

  static {
    // Else it holds back the end of each answer until the beginning is acknowledged, 40 ms a page.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  private final HttpServer server;
  private final int records;

  RecordedPages(int records) throws IOException {
    this.records = records;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    String order = recorded("woocommerce-order.json");
    String placed = recorded("vendure-order.json");
    server.createContext("/customers", call -> list(call, CUSTOMER, "since"));
    server.createContext("/wp-json/wc/v3/orders", call -> orders(call, order));
    server.createContext("/admin-api", call -> graphQl(call, placed));
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  private static String recorded(String name) throws IOException {
    try (InputStream in = RecordedPages.class.getResourceAsStream("/recorded/" + name)) {
      if (in == null) {
        throw new BenchException("there is no recorded " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  int port() {
    return server.getAddress().getPort();
  }

  private void list(HttpExchange call, String template, String since) throws IOException {
    Map<String, String> query = query(call);
    int size = Integer.parseInt(query.getOrDefault("size", "100"));
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    // The bound itself is given as well.
    int known = known(query.getOrDefault(since, ""), -1);
    answer(call, page(template, known + (page - 1) * size, size), "application/json");
  }

  private void orders(HttpExchange call, String template) throws IOException {
    Map<String, String> query = query(call);
    int known = known(query.getOrDefault("modified_after", ""), 0);
    boolean changed = query.getOrDefault("orderby", "").equals("modified");
    boolean wanted = changed && !query.containsKey("status");
    int skip = known + Integer.parseInt(query.getOrDefault("offset", "0"));
    int size = Integer.parseInt(query.getOrDefault("per_page", "10"));
    call.getResponseHeaders()
        .set("X-WP-Total", Integer.toString(wanted ? Math.max(0, records - known) : 0));
    answer(call, wanted ? page(template, skip, size) : "[]", "application/json");
  }

  private void graphQl(HttpExchange call, String template) throws IOException {
    String body = new String(call.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Matcher after = AFTER.matcher(body);
    if (!after.find()) {
      call.getResponseHeaders().set("vendure-auth-token", "a-session");
      String user = "{\"data\":{\"login\":{\"__typename\":\"CurrentUser\"}}}";
      answer(call, user, "application/json");
      return;
    }
    boolean changed = body.contains("updatedAt: ASC");
    String rows =
        changed
            ? page(template, known(after.group(1), 0) + number(SKIP, body), number(TAKE, body))
            : "[]";
    answer(call, "{\"data\":{\"orders\":{\"items\":" + rows + "}}}", "application/json");
  }

  private static int number(Pattern pattern, String body) {
    Matcher found = pattern.matcher(body);
    return found.find() ? Integer.parseInt(found.group(1)) : 0;
  }

  /// How many records are not later than a time, and so many more.
  private int known(String time, int more) {
    if (time.isEmpty()) {
      return 0;
    }
    Instant at =
        time.endsWith("Z")
            ? Instant.parse(time)
            : LocalDateTime.parse(time).toInstant(ZoneOffset.UTC);
    long count = Math.floorDiv(ChronoUnit.MILLIS.between(FIRST, at), 1000L) + 1 + more;
    return Math.clamp(count, 0, records);
  }

  private String page(String template, int skip, int take) {
    StringBuilder rows = new StringBuilder("[");
    for (int row = skip; row < Math.min(records, skip + take); row++) {
      String stamp = FIRST.plusSeconds(row).toString().replace("Z", "");
      rows.append(row == skip ? "" : ",")
          .append(template.replace("@ID@", Integer.toString(row + 1)).replace("@STAMP@", stamp));
    }
    return rows.append(']').toString();
  }

  private static Map<String, String> query(HttpExchange call) {
    Map<String, String> query = new TreeMap<>();
    String raw = call.getRequestURI().getRawQuery();
    for (String pair : (raw == null ? "" : raw).split("&", -1)) {
      String[] parts = pair.split("=", 2);
      query.put(
          parts[0].toLowerCase(Locale.ROOT),
          parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private static void answer(HttpExchange call, String text, String type) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    call.getResponseHeaders().set("Content-Type", type);
    call.sendResponseHeaders(200, bytes.length);
    call.getResponseBody().write(bytes);
    call.close();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
