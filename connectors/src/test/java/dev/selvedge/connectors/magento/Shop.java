package dev.selvedge.connectors.magento;

import dev.selvedge.connectors.StandIn;
import dev.selvedge.connectors.StandIn.Asked;
import dev.selvedge.connectors.StandIn.Reply;
import dev.selvedge.connectors.oauth.OAuthCheck;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A Magento shop on a loopback socket, made after Adobe's documentation: groups of filters of
/// which all must hold and of each one filter, sorting by several fields, the last page again
/// beyond the last page, 401 that names what is not permitted, customers that are written as a
/// whole.
final class Shop implements AutoCloseable {
  static final JsonMapper JSON = JsonMapper.builder().build();
  static final String TOKEN = "weft-and-warp-5";
  static final String KEYS =
      """
      consumer_key: ck
      consumer_secret: cs
      access_token: weft-and-warp-5
      access_token_secret: ts
      """;

  private static final String ROOT = "/shop/rest/V1/";

  private final StandIn stand;
  private final Map<String, TreeMap<Long, ObjectNode>> lists = new HashMap<>();
  private final Map<String, String> closed = new HashMap<>();
  private final Set<String> cursed = new HashSet<>();
  private boolean searchTells = true;
  private boolean ignoresFilters;
  private Optional<Reply> singles = Optional.empty();
  private Reply written = Reply.of(200, "{}");
  private boolean keeps = true;
  private Optional<Reply> refusal = Optional.empty();
  private String loses = "";

  Shop() {
    stand =
        new StandIn(
            this::answer, Reply.of(503, "{\"message\":\"Service Temporarily Unavailable\"}"));
  }

  StandIn stand() {
    return stand;
  }

  String url() {
    return stand.address() + "/shop/";
  }

  /// Puts a row in, or in place of what was there.
  ///
  /// @param list such as `orders`
  synchronized void put(String list, String json) {
    ObjectNode row = (ObjectNode) JSON.readTree(json);
    long id = row.path(list.equals("orders") || !row.has("id") ? "entity_id" : "id").longValue();
    lists.computeIfAbsent(list, _ -> new TreeMap<>()).put(id, row);
  }

  synchronized void remove(String list, long id) {
    lists.getOrDefault(list, new TreeMap<>()).remove(id);
  }

  /// The integration may not use this list.
  synchronized void close(String list, String resource) {
    closed.put(list, resource);
  }

  /// The search does not tell who is subscribed, as before 2.4.
  synchronized void silentSearch() {
    searchTells = false;
  }

  /// An extension overrules the search.
  synchronized void ignoreFilters() {
    ignoresFilters = true;
  }

  /// The shop fails on whatever shows this record.
  ///
  /// @param list such as `shipments`
  synchronized void curse(String list, long id) {
    cursed.add(list + "/" + id);
  }

  /// Every signed call is answered so.
  synchronized void refuse(Reply reply) {
    refusal = Optional.of(reply);
  }

  /// Every question for one customer is answered so.
  synchronized void answerSingles(Reply reply) {
    singles = Optional.of(reply);
  }

  /// Writing a customer is answered so, and nothing is kept.
  synchronized void answerWrites(Reply reply) {
    written = reply;
    keeps = false;
  }

  /// Writing a customer loses this member.
  synchronized void loseOnWrite(String member) {
    loses = member;
  }

  private synchronized Reply answer(Asked asked) {
    String path = asked.path().startsWith(ROOT) ? asked.path().substring(ROOT.length()) : "";
    if (path.equals("directory/currency")) {
      return Reply.of(200, "{\"base_currency_code\":\"GBP\"}");
    }
    if (!isKnown(asked)) {
      return Reply.of(401, "{\"message\":\"The consumer isn't authorized.\"}");
    }
    if (refusal.isPresent()) {
      return refusal.get();
    }
    String list = path.startsWith("customers/") ? "customers/search" : path;
    if (closed.containsKey(list)) {
      return Reply.of(
          401,
          "{\"message\":\"The consumer isn't authorized to access %resources.\",\"parameters\":{\"resources\":\""
              + closed.get(list)
              + "\"}}");
    }
    if (list.equals("customers/search") && !path.equals(list)) {
      long id = Long.parseLong(path.substring("customers/".length()));
      return asked.method().equals("PUT") ? write(id, asked.body()) : single(id);
    }
    boolean broken =
        cursed.stream()
            .filter(one -> one.startsWith(list + "/"))
            .anyMatch(one -> shows(asked, list, Long.parseLong(one.substring(list.length() + 1))));
    if (broken) {
      return Reply.of(500, "{\"message\":\"Internal Error. Report ID: webapi-65\"}");
    }
    return !list.isEmpty()
        ? Reply.of(200, search(list, asked.query()).toString())
        : Reply.of(404, "{\"message\":\"Request does not match any route.\"}");
  }

  private boolean shows(Asked asked, String list, long id) {
    for (JsonNode row : search(list, asked.query()).path("items")) {
      if (row.path("entity_id").asLong(0) == id) {
        return true;
      }
    }
    return false;
  }

  private boolean isKnown(Asked asked) {
    String header = asked.header("authorization");
    OAuthCheck.Arrived arrived =
        new OAuthCheck.Arrived(
            asked.method(), "http://" + asked.header("host") + asked.path(), asked.query());
    return header.equals("Bearer " + TOKEN)
        || (header.contains(TOKEN) && OAuthCheck.isGenuine(arrived, header, "cs&ts", ""));
  }

  private Reply single(long id) {
    if (singles.isPresent()) {
      return singles.get();
    }
    if (cursed.contains("customers/" + id)) {
      return Reply.of(500, "{\"message\":\"Internal Error. Report ID: webapi-64\"}");
    }
    ObjectNode row = lists.getOrDefault("customers/search", new TreeMap<>()).get(id);
    return row == null
        ? Reply.of(404, "{\"message\":\"No such entity with %fieldName = %fieldValue\"}")
        : Reply.of(200, row.toString());
  }

  private Reply write(long id, String body) {
    JsonNode customer = JSON.readTree(body).path("customer");
    ObjectNode row = lists.getOrDefault("customers/search", new TreeMap<>()).get(id);
    if (customer.isMissingNode()) {
      return Reply.of(400, "{\"message\":\"\\\"%fieldName\\\" is required.\"}");
    }
    if (!keeps) {
      return written;
    }
    if (row == null || !customer.has("email") || !customer.has("website_id")) {
      return Reply.of(row == null ? 404 : 400, "{\"message\":\"no\"}");
    }
    customer.properties().forEach(member -> row.set(member.getKey(), member.getValue()));
    // What is left out is reset.
    if (!customer.has("default_billing")) {
      row.remove("default_billing");
    }
    if (!loses.isEmpty()) {
      row.remove(loses);
    }
    return Reply.of(200, row.toString());
  }

  private ObjectNode search(String list, Map<String, String> query) {
    Criteria criteria = new Criteria(query);
    List<ObjectNode> found = new ArrayList<>();
    // What is not sorted comes in no good order.
    for (ObjectNode row : lists.getOrDefault(list, new TreeMap<>()).descendingMap().values()) {
      if (ignoresFilters || criteria.holds(row)) {
        found.add(row);
      }
    }
    found.sort(criteria.order());
    int size = Integer.parseInt(query.getOrDefault("searchCriteria[pageSize]", "20"));
    int page = Integer.parseInt(query.getOrDefault("searchCriteria[currentPage]", "1"));
    int last = Math.max(1, (found.size() + size - 1) / size);
    int from = (Math.min(page, last) - 1) * size;
    ObjectNode answer = JSON.createObjectNode();
    var items = answer.putArray("items");
    found.subList(from, Math.min(found.size(), from + size)).forEach(row -> items.add(shown(row)));
    answer.put("total_count", found.size());
    return answer;
  }

  private ObjectNode shown(ObjectNode row) {
    ObjectNode shown = row.deepCopy();
    if (!searchTells) {
      shown.remove("extension_attributes");
    }
    return shown;
  }

  @Override
  public void close() {
    stand.close();
  }

  /// The criteria of a call, evaluated as the documentation says.
  private record Criteria(Map<String, String> query) {
    private static final int MOST = 10;

    private boolean holds(ObjectNode row) {
      for (int group = 0; group < MOST; group++) {
        boolean any = false;
        boolean one = false;
        for (int filter = 0; filter < MOST; filter++) {
          String at = "searchCriteria[filter_groups][" + group + "][filters][" + filter + "]";
          if (query.containsKey(at + "[field]")) {
            any = true;
            one |= holds(at, row);
          }
        }
        if (any && !one) {
          return false;
        }
      }
      return true;
    }

    private boolean holds(String at, ObjectNode row) {
      String field = query.getOrDefault(at + "[field]", "");
      String wanted = String.valueOf(query.get(at + "[value]"));
      return switch (String.valueOf(query.get(at + "[condition_type]"))) {
        case "gt" -> compare(value(row, field), wanted) > 0;
        case "gteq" -> compare(value(row, field), wanted) >= 0;
        case "in" -> List.of(wanted.split(",", -1)).contains(value(row, field));
        default -> throw new IllegalArgumentException(field);
      };
    }

    private Comparator<ObjectNode> order() {
      Comparator<ObjectNode> order = (_, _) -> 0;
      for (int sort = 0; sort < MOST; sort++) {
        String at = "searchCriteria[sortOrders][" + sort + "]";
        Optional<String> field = Optional.ofNullable(query.get(at + "[field]"));
        if (field.isPresent()) {
          Comparator<ObjectNode> next =
              (one, other) -> compare(value(one, field.get()), value(other, field.get()));
          boolean ascending = "ASC".equals(query.get(at + "[direction]"));
          order = order.thenComparing(ascending ? next : next.reversed());
        }
      }
      return order;
    }

    private static String value(ObjectNode row, String field) {
      boolean own = row.has(field) || !field.equals("entity_id");
      return row.path(own ? field : "id").asString("");
    }

    private static int compare(String one, String other) {
      boolean numbers = one.matches("\\d+") && other.matches("\\d+");
      return numbers
          ? Long.compare(Long.parseLong(one), Long.parseLong(other))
          : one.compareTo(other);
    }
  }
}
