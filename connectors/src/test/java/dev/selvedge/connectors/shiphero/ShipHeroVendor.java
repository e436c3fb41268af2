package dev.selvedge.connectors.shiphero;

import dev.selvedge.connector.Connector;
import dev.selvedge.connectors.warehouse.WarehouseStandIn;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// ShipHero's shipments, as its documentation shows them: a list from one date to another, by id
/// and not by date, with cursors that count rows.
final class ShipHeroVendor extends WarehouseStandIn {
  static final String TOKEN = "the-refresh-token";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private static final Pattern LINES = Pattern.compile("line_items\\(first: (\\d+)\\)");

  final List<JsonNode> questions = new ArrayList<>();
  final List<JsonNode> logIns = new ArrayList<>();
  String hooks = "[]";
  int lines = 1;
  int complexity = 3;

  /// Whether a single shipment costs as much as lines are asked for.
  boolean perLine;

  private int sessions;
  private String good = "none";
  private String lie = "";

  /// The next question for records is answered with this.
  void lieOnce(String body) {
    lie = body;
  }

  @Override
  protected Connector connector() {
    return new ShipHeroConnector();
  }

  @Override
  protected String options() {
    return "url: %s/\nrefresh_token: %s\nsince: 2026-11-20\n".formatted(address(), TOKEN);
  }

  @Override
  public synchronized void endSessions() {
    good = "none";
  }

  @Override
  public String secret() {
    return TOKEN;
  }

  @Override
  protected Reply throttled() {
    return new Reply(
        200,
        """
        {"errors":[{"code":30,"message":"There are not enough credits, first of all",\
        "time_remaining":"17 seconds","remaining_credits":2}],"data":{"shipments":null}}\
        """,
        true);
  }

  @Override
  protected Reply answer(Asked asked) {
    if (asked.path().startsWith("/auth/")) {
      JsonNode body = JSON.readTree(asked.body());
      logIns.add(body);
      boolean right =
          asked.path().equals("/auth/refresh")
              ? body.path("refresh_token").asString("").equals(TOKEN)
              : body.path("password").asString("").equals("pass");
      if (!right) {
        return new Reply(401, "{\"error\":\"no\"}", false);
      }
      sessions++;
      good = "session-" + sessions;
      return new Reply(200, "{\"access_token\":\"" + good + "\",\"expires_in\":2419200}", false);
    }
    if (!asked.path().equals("/graphql")) {
      return new Reply(200, "hello", false);
    }
    if (!asked.header("Authorization").equals("Bearer " + good)) {
      return new Reply(401, "{\"message\":\"Unauthorized\"}", false);
    }
    JsonNode question = JSON.readTree(asked.body());
    questions.add(question);
    if (!lie.isEmpty()) {
      String once = lie;
      lie = "";
      return new Reply(200, once, true);
    }
    return new Reply(200, data(question).toString(), true);
  }

  private ObjectNode data(JsonNode question) {
    ObjectNode root = JSON.createObjectNode();
    ObjectNode data = root.putObject("data");
    String text = question.path("query").stringValue();
    JsonNode variables = question.path("variables");
    if (text.contains("webhooks {")) {
      data.putObject("webhooks").putObject("data").set("edges", JSON.readTree(hooks));
    } else if (text.contains("shipment(id:")) {
      single(data, text, variables);
    } else {
      list(data.putObject("shipments").put("complexity", complexity), variables);
    }
    return root;
  }

  private void single(ObjectNode data, String text, JsonNode variables) {
    Matcher asked = LINES.matcher(text);
    int most = asked.find() ? Integer.parseInt(asked.group(1)) : 0;
    String id =
        new String(
            Base64.getDecoder().decode(variables.path("id").stringValue()), StandardCharsets.UTF_8);
    Optional<Row> row =
        rows().stream().filter(one -> id.equals("Shipment:" + one.key())).findFirst();
    ObjectNode found = data.putObject("shipment").put("complexity", perLine ? most + 2 : 1);
    found.set(
        "data", row.<JsonNode>map(one -> json(one, Math.min(lines, most))).orElse(JSON.nullNode()));
  }

  private void list(ObjectNode answer, JsonNode variables) {
    Instant from = time(variables.path("from"));
    Instant to = variables.has("to") ? time(variables.path("to")) : Instant.MAX;
    int skip = variables.has("after") ? Integer.parseInt(variables.path("after").asString()) : 0;
    int first = variables.path("first").intValue();
    List<Row> found =
        rows().stream()
            .filter(row -> !row.stamp().isBefore(from) && row.stamp().isBefore(to))
            .toList();
    ObjectNode data = answer.putObject("data");
    ArrayNode edges = data.putArray("edges");
    found.stream()
        .skip(skip)
        .limit(first)
        .forEach(row -> edges.addObject().set("node", json(row, Math.min(lines, 10))));
    boolean more = found.size() > skip + first;
    data.putObject("pageInfo")
        .put("hasNextPage", more)
        .put("endCursor", Integer.toString(skip + first));
  }

  private static Instant time(JsonNode text) {
    return LocalDateTime.parse(text.stringValue()).toInstant(ZoneOffset.UTC);
  }

  private JsonNode json(Row row, int shown) {
    ObjectNode node = JSON.createObjectNode();
    node.put(
        "id",
        Base64.getEncoder()
            .encodeToString(("Shipment:" + row.key()).getBytes(StandardCharsets.UTF_8)));
    node.put("legacy_id", row.key());
    node.put("created_date", row.stamp().toString().replace("Z", ""));
    node.putObject("order").put("order_number", "W-" + row.key());
    ObjectNode items = node.putObject("line_items");
    items.putObject("pageInfo").put("hasNextPage", shown < lines);
    ArrayNode edges = items.putArray("edges");
    for (int line = 1; line <= shown; line++) {
      ObjectNode item = edges.addObject().putObject("node");
      item.put("id", "L" + line).put("quantity", 2);
      item.putObject("line_item").put("sku", "SKU-" + line);
    }
    node.putArray("shipping_labels").addObject().put("tracking_number", "T" + row.key());
    node.put("note", row.note());
    if (!row.field().isEmpty()) {
      node.put(row.field(), row.fieldValue());
    }
    return node;
  }
}
