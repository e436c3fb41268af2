package dev.selvedge.connectors.mintsoft;

import dev.selvedge.connector.Connector;
import dev.selvedge.connectors.warehouse.WarehouseStandIn;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Mintsoft's orders as its API is described: a bare list by page and by how many a page, at most
/// 100 of them, in the order in which they were made; London's times without a zone; a user's key
/// that ends.
final class MintsoftVendor extends WarehouseStandIn {
  static final ZoneId LONDON = ZoneId.of("Europe/London");
  static final String TOKEN = "a-token-nobody-can-guess-1";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter ASKED =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");
  private static final DateTimeFormatter TOLD =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS");

  final List<String> paths = new ArrayList<>();
  int logIns;
  int client = 89;
  boolean locked;
  boolean bare;
  boolean unsorted;
  private int keys = 1;

  @Override
  protected Connector connector() {
    return new MintsoftConnector();
  }

  @Override
  protected String options() {
    return "url: %s/\nusername: hub\npassword: %s\nsince: 2026-10-20\nwebhook_token: %s\n"
        .formatted(address(), secret(), TOKEN);
  }

  @Override
  public synchronized void endSessions() {
    keys++;
  }

  @Override
  public String secret() {
    return "the-password";
  }

  private String key() {
    return "0e5c-key-" + keys;
  }

  @Override
  protected Reply answer(Asked asked) {
    paths.add(asked.path());
    URI uri = URI.create(asked.path());
    if (uri.getPath().equals("/api/Auth")) {
      return auth(asked);
    }
    if (locked || !asked.header("ms-apikey").equals(key())) {
      return new Reply(401, "{\"Message\":\"Authorization has been denied for ann\"}", false);
    }
    return switch (uri.getPath()) {
      case "/api/Order/Statuses" -> new Reply(200, "[{\"ID\":4,\"Name\":\"DESPATCHED\"}]", false);
      case "/api/Order/List" -> new Reply(200, list(query(uri)), true);
      default -> single(uri.getPath().split("/", -1));
    };
  }

  private Reply auth(Asked asked) {
    logIns++;
    boolean right =
        asked.method().equals("POST")
            && asked.body().equals("{\"Username\":\"hub\",\"Password\":\"" + secret() + "\"}");
    return right && !locked
        ? new Reply(200, "\"" + key() + "\"", false)
        : new Reply(401, "\"no\"", false);
  }

  private Reply single(String[] path) {
    Optional<Row> found =
        rows().stream().filter(row -> Integer.toString(row.key()).equals(path[3])).findFirst();
    if (path[3].equals("9")) {
      return new Reply(200, "null", false);
    }
    if (found.isEmpty()) {
      return new Reply(404, "{\"Message\":\"not there\"}", false);
    }
    return path.length > 4
        ? new Reply(200, lines(JSON.createArrayNode()).toString(), false)
        : new Reply(200, json(found.get(), !bare).toString(), false);
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String part : String.valueOf(uri.getRawQuery()).split("&", -1)) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private String list(Map<String, String> query) {
    LocalDateTime since = LocalDateTime.parse(query.getOrDefault("SinceLastUpdated", ""), ASKED);
    int limit = Math.min(100, Integer.parseInt(query.getOrDefault("Limit", "100")));
    int page = Integer.parseInt(query.getOrDefault("PageNo", "1"));
    boolean oldest = query.getOrDefault("SortOldestFirst", "").equals("true") && !unsorted;
    boolean lines = query.getOrDefault("IncludeOrderItems", "").equals("true") && !bare;
    ArrayNode list = JSON.createArrayNode();
    rows().stream()
        .filter(row -> !LocalDateTime.ofInstant(row.stamp(), LONDON).isBefore(since))
        .sorted(
            (one, other) ->
                oldest
                    ? Integer.compare(one.key(), other.key())
                    : Integer.compare(other.key(), one.key()))
        .skip((page - 1L) * limit)
        .limit(limit)
        .forEach(row -> list.add(json(row, lines)));
    return list.toString();
  }

  private ObjectNode json(Row row, boolean lines) {
    ObjectNode node = JSON.createObjectNode();
    node.put("ID", row.key()).put("ClientId", client).put("OrderNumber", "W-" + row.key());
    node.put("LastUpdated", told(row.stamp()));
    node.putObject("Country").put("ID", 1).put("LastUpdated", "2029-01-01T00:00:00");
    if (lines) {
      lines(node.putArray("OrderItems"));
    } else {
      node.putNull("OrderItems");
    }
    node.put("note", row.note());
    if (!row.field().isEmpty()) {
      node.put(row.field(), row.fieldValue());
    }
    return node;
  }

  private static ArrayNode lines(ArrayNode array) {
    array.addObject().put("SKU", "SKU-1").put("Quantity", 2);
    return array;
  }

  private static String told(Instant at) {
    return TOLD.format(LocalDateTime.ofInstant(at, LONDON));
  }
}
