package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connectors.StandIn;
import dev.selvedge.connectors.StandIn.Asked;
import dev.selvedge.connectors.StandIn.Reply;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A BigCommerce store on a loopback socket, made after its documentation: v2 with lists, times as
/// in mails and 204 for none, v3 with `data`; pages; filters that take their second in; subscribers
/// in the order of their ids; a quota in every answer.
final class Store implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String TOKEN = "weft-and-warp-5";

  private static final String ROOT = "/stores/abc123/";
  private static final DateTimeFormatter MAIL =
      DateTimeFormatter.ofPattern("EEE, dd MMM uuuu HH:mm:ss xx", Locale.ENGLISH);

  private final StandIn stand;
  private final Map<String, TreeMap<String, ObjectNode>> lists = new HashMap<>();
  private final List<String> closed = new ArrayList<>();
  private final Map<String, Reply> scripted = new HashMap<>();
  private final Set<String> cursed = new HashSet<>();
  private int left = 150;

  /// How many rows it gives at once, however many are asked for.
  volatile int most = 250;

  Store() {
    stand =
        new StandIn(
            this::answer,
            new Reply(429, Map.of("X-Rate-Limit-Time-Reset-Ms", "15000"), "{\"status\":429}"));
  }

  StandIn stand() {
    return stand;
  }

  String options() {
    return "api: " + stand.address() + "\nstore_hash: abc123\naccess_token: " + TOKEN + "\n";
  }

  static String mail(Instant at) {
    return MAIL.format(at.atOffset(ZoneOffset.UTC));
  }

  /// Puts a row in, or in place of what was there.
  ///
  /// @param list such as `v2/orders`
  synchronized void put(String list, String json) {
    ObjectNode row = (ObjectNode) JSON.readTree(json);
    lists
        .computeIfAbsent(list, _ -> new TreeMap<>(Comparator.comparing(Store::sortable)))
        .put(row.path("id").asString(""), row);
  }

  private static String sortable(String id) {
    return "0".repeat(Math.max(0, 20 - id.length())) + id;
  }

  synchronized void remove(String list, String id) {
    if (lists.containsKey(list)) {
      lists.get(list).remove(id);
    }
  }

  /// The account lacks the scope for this list.
  synchronized void close(String list) {
    closed.add(list);
  }

  /// The store fails on whatever shows this record.
  ///
  /// @param list such as `v2/orders`
  synchronized void curse(String list, String id) {
    cursed.add(list + "/" + id);
  }

  /// What a call is answered in place of the store.
  synchronized void script(String what, Reply reply) {
    scripted.put(what, reply);
  }

  /// How many calls are left of the quota.
  synchronized void left(int calls) {
    left = calls;
  }

  private synchronized Reply answer(Asked asked) {
    Reply reply = answered(asked);
    Map<String, String> headers = new HashMap<>(reply.headers());
    headers.put("X-Rate-Limit-Requests-Quota", "150");
    headers.put("X-Rate-Limit-Requests-Left", Integer.toString(left));
    headers.putIfAbsent("X-Rate-Limit-Time-Reset-Ms", "15000");
    return new Reply(reply.status(), headers, reply.body());
  }

  private Reply answered(Asked asked) {
    if (!asked.header("x-auth-token").equals(TOKEN) || !asked.path().startsWith(ROOT)) {
      return Reply.of(401, "{\"status\":401}");
    }
    String path = asked.path().substring(ROOT.length());
    Reply script = scripted.get(asked.method() + " " + path);
    if (script != null) {
      return script;
    }
    if (closed.stream().anyMatch(path::startsWith)) {
      return Reply.of(403, "{\"status\":403}");
    }
    if (path.equals("v2/store")) {
      return Reply.of(200, "{\"id\":\"abc123\"}");
    }
    return switch (asked.method()) {
      case "GET" -> read(path, asked.query());
      case "PUT" -> change(path, asked.body());
      case "POST" -> {
        ObjectNode row = (ObjectNode) JSON.readTree(asked.body());
        row.put("id", 100 + lists.getOrDefault(path, new TreeMap<>()).size());
        put(path, row.toString());
        yield Reply.of(200, "{\"data\":" + row + "}");
      }
      default -> Reply.of(405, "{}");
    };
  }

  private Reply read(String path, Map<String, String> query) {
    int slash = path.lastIndexOf('/');
    TreeMap<String, ObjectNode> parent = lists.get(path.substring(0, slash));
    String last = path.substring(slash + 1);
    if (!lists.containsKey(path) && parent != null && last.matches("[0-9a-f-]+")) {
      ObjectNode row = parent.get(last);
      return row == null
          ? Reply.of(404, "{\"status\":404}")
          : Reply.of(200, path.startsWith("v2") ? row.toString() : "{\"data\":" + row + "}");
    }
    List<ObjectNode> rows = new ArrayList<>();
    lists.getOrDefault(path, new TreeMap<>()).values().stream()
        .filter(row -> matches(row, query))
        .forEach(rows::add);
    if (query.getOrDefault("sort", "").startsWith("date_modified")) {
      rows.sort(Comparator.comparing(row -> stamp(row)));
    }
    int limit = Math.min(most, Integer.parseInt(query.getOrDefault("limit", "50")));
    int from = (Integer.parseInt(query.getOrDefault("page", "1")) - 1) * limit;
    ArrayNode page = JSON.createArrayNode();
    rows.stream().skip(from).limit(limit).forEach(page::add);
    for (JsonNode row : page) {
      if (cursed.contains(path + "/" + row.path("id").asString(""))) {
        return Reply.of(500, "{\"status\":500}");
      }
    }
    if (path.startsWith("v2")) {
      return page.isEmpty() ? Reply.of(204, "") : Reply.of(200, page.toString());
    }
    int pages = (rows.size() + limit - 1) / limit;
    return Reply.of(
        200,
        "{\"data\":%s,\"meta\":{\"pagination\":{\"per_page\":%d,\"total_pages\":%d}}}"
            .formatted(page, limit, pages));
  }

  private static boolean matches(ObjectNode row, Map<String, String> query) {
    String since =
        query.getOrDefault("min_date_modified", query.getOrDefault("date_modified:min", ""));
    String ids = query.getOrDefault("id:in", "");
    String orders = query.getOrDefault("order_id:in", "");
    String to = query.getOrDefault("destination", "");
    return (since.isEmpty()
            || !stamp(row)
                .isBefore(Times.of(JSON.getNodeFactory().stringNode(since)).orElseThrow()))
        && (ids.isEmpty() || List.of(ids.split(",", -1)).contains(row.path("id").asString("")))
        && (orders.isEmpty()
            || List.of(orders.split(",", -1)).contains(row.path("order_id").asString("")))
        && (to.isEmpty() || row.path("destination").asString("").equals(to));
  }

  private static Instant stamp(ObjectNode row) {
    return Times.of(row.path("date_modified")).orElse(Instant.EPOCH);
  }

  private Reply change(String path, String body) {
    int slash = path.lastIndexOf('/');
    ObjectNode row =
        lists
            .getOrDefault(path.substring(0, slash), new TreeMap<>())
            .get(path.substring(slash + 1));
    if (row == null) {
      return Reply.of(404, "{\"status\":404}");
    }
    JsonNode changes = JSON.readTree(body);
    changes.properties().forEach(member -> row.set(member.getKey(), member.getValue()));
    return Reply.of(200, "{\"data\":" + row + "}");
  }

  @Override
  public void close() {
    stand.close();
  }
}
