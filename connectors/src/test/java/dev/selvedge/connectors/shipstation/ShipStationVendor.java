package dev.selvedge.connectors.shipstation;

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
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// ShipStation's shipments as its documentation shows them: pages of a list from one date to
/// another, times in Pacific time without a zone, the newest first.
final class ShipStationVendor extends WarehouseStandIn {
  static final ZoneId PACIFIC = ZoneId.of("America/Los_Angeles");
  static final String TOKEN = "a-token-nobody-can-guess-1";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final DateTimeFormatter ASKED = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss");
  private static final DateTimeFormatter TOLD =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS");

  final List<String> paths = new ArrayList<>();
  final Map<Integer, Instant> voided = new TreeMap<>();
  String hooks = "[]";
  boolean locked;

  @Override
  protected Connector connector() {
    return new ShipStationConnector();
  }

  @Override
  protected String options() {
    return "url: %s/\napi_key: ship\napi_secret: %s\nsince: 2026-10-20\nwebhook_token: %s\n"
        .formatted(address(), secret(), TOKEN);
  }

  @Override
  public void endSessions() {
    // There are none.
  }

  @Override
  public String secret() {
    return "the-api-secret";
  }

  @Override
  protected Reply answer(Asked asked) {
    paths.add(asked.path());
    String right =
        "Basic "
            + Base64.getEncoder()
                .encodeToString(("ship:" + secret()).getBytes(StandardCharsets.UTF_8));
    if (locked || !asked.header("Authorization").equals(right)) {
      return new Reply(401, "", false);
    }
    URI uri = URI.create(asked.path());
    return switch (uri.getPath()) {
      case "/stores" -> new Reply(200, "[]", false);
      case "/webhooks" -> new Reply(200, "{\"webhooks\":" + hooks + "}", false);
      case "/shipments" -> new Reply(200, list("shipments", "shipmentId", query(uri)), true);
      case "/fulfillments" ->
          new Reply(200, list("fulfillments", "fulfillmentId", query(uri)), true);
      default -> new Reply(404, "{}", false);
    };
  }

  private static Map<String, String> query(URI uri) {
    Map<String, String> query = new HashMap<>();
    for (String part : String.valueOf(uri.getRawQuery()).split("&", -1)) {
      String[] pair = part.split("=", 2);
      query.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
    }
    return query;
  }

  private String list(String name, String id, Map<String, String> query) {
    String date = query.containsKey("voidDateStart") ? "voidDate" : "createDate";
    String from = query.getOrDefault(date + "Start", "");
    String to = query.getOrDefault(date + "End", "");
    int size = Integer.parseInt(query.getOrDefault("pageSize", "100"));
    int page = Integer.parseInt(query.getOrDefault("page", "1"));
    List<Row> found =
        rows().stream()
            .filter(row -> !query.containsKey("batchId") || query.get("batchId").equals("9"))
            .filter(row -> date.equals("createDate") || voided.containsKey(row.key()))
            .filter(
                row ->
                    isWithin(
                        date.equals("voidDate")
                            ? voided.getOrDefault(row.key(), row.stamp())
                            : row.stamp(),
                        from,
                        to))
            .sorted((one, other) -> other.stamp().compareTo(one.stamp()))
            .toList();
    ObjectNode root = JSON.createObjectNode();
    ArrayNode list = root.putArray(name);
    found.stream()
        .skip((page - 1L) * size)
        .limit(size)
        .forEach(row -> list.add(json(row, id, query)));
    root.put("total", found.size())
        .put("page", page)
        .put("pages", (found.size() + size - 1) / size);
    return root.toString();
  }

  private static boolean isWithin(Instant stamp, String from, String to) {
    LocalDateTime local = LocalDateTime.ofInstant(stamp, PACIFIC);
    return (from.isEmpty() || !local.isBefore(LocalDateTime.parse(from, ASKED)))
        && (to.isEmpty() || !local.isAfter(LocalDateTime.parse(to, ASKED)));
  }

  private ObjectNode json(Row row, String id, Map<String, String> query) {
    ObjectNode node = JSON.createObjectNode();
    node.put(id, row.key()).put("orderNumber", "W-" + row.key());
    node.put("createDate", TOLD.format(LocalDateTime.ofInstant(row.stamp(), PACIFIC)));
    node.put("voided", voided.containsKey(row.key()));
    if (voided.containsKey(row.key())) {
      node.put(
          "voidDate",
          TOLD.format(
              LocalDateTime.ofInstant(voided.getOrDefault(row.key(), row.stamp()), PACIFIC)));
    }
    if (query.getOrDefault("includeShipmentItems", "").equals("true")) {
      node.putArray("shipmentItems").addObject().put("sku", "SKU-1").put("quantity", 2);
    }
    node.put("note", row.note());
    if (!row.field().isEmpty()) {
      node.put(row.field(), row.fieldValue());
    }
    return node;
  }
}
