package dev.selvedge.connectors.shiphero;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.shiphero.ShipHeroApi.Question;
import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.LatestStamp;
import dev.selvedge.connectors.walk.SliceWalk.Slice;
import dev.selvedge.connectors.walk.SlicedList.Answer;
import dev.selvedge.connectors.walk.SlicedList.Row;
import dev.selvedge.connectors.warehouse.Calls;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An account's shipments: by the time at which they were made, and one by one. Safe for use by
/// many threads.
///
/// A record is a shipment as the API gives it, with its connections as plain lists:
/// `line_items[*].line_item.sku`. Its key is `legacy_id`, a number, which is what the webhook calls
/// `shipment_id`; the API's own id is Base64 of `Shipment:` and that number.
///
/// A page may hold more long shipments than can be paid for at once. Those that were read by
/// themselves before the credits ran out are kept for the page's next attempt: else it would begin
/// with none each time, and never come to its end.
final class Shipments {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,17}");

  /// Lines of one shipment that is read by itself.
  private static final int MANY_LINES = 500;

  private static final Duration KEPT_FOR = Duration.ofMinutes(10);
  private static final int MOST_KEPT = 1_000;

  private final Map<String, Kept> kept = new ConcurrentHashMap<>();
  private final ShipHeroApi api;
  private final ShipHeroSettings settings;
  private final ZoneId zone;
  private final LatestStamp latest;

  Shipments(ShipHeroApi api, ShipHeroSettings settings) {
    this.api = api;
    this.settings = settings;
    this.zone = settings.reading().zone();
    this.latest =
        new LatestStamp(Set.of("created_date"), Set.of("order"), node -> TimeText.read(node, zone));
  }

  /// A long shipment, and when it was read.
  private record Kept(Entry entry, Instant at) {}

  /// A page of those that were made in a slice of time.
  Answer page(Slice slice, String cursor, int take) {
    ObjectNode variables = Calls.object();
    variables.put("from", time(slice.from().truncatedTo(ChronoUnit.SECONDS)));
    slice.until().ifPresent(until -> variables.put("to", time(until.plusNanos(999_999_999))));
    variables.put("first", take);
    if (!cursor.isEmpty()) {
      variables.put("after", cursor);
    }
    if (!settings.account().isEmpty()) {
      variables.put("account", settings.account());
    }
    JsonNode data =
        api.ask(new Question("shipments", list(slice.until().isPresent())), variables)
            .orElseThrow(() -> new SourceException("ShipHero answers without a list of shipments"));
    List<Row> rows = new ArrayList<>();
    for (JsonNode edge : data.path("edges")) {
      rows.add(row(edge.path("node")));
    }
    JsonNode page = data.path("pageInfo");
    boolean more = page.path("hasNextPage").asBoolean(false);
    String end = page.path("endCursor").asString("");
    if (more && end.isEmpty()) {
      throw new SourceException("ShipHero promises another page and does not say where");
    }
    if (!more) {
      rows.forEach(row -> kept.remove(row.entry().key()));
    }
    return new Answer(rows, more ? end : "");
  }

  private String time(Instant at) {
    return TIME.format(LocalDateTime.ofInstant(at, zone));
  }

  /// The shipments with these numbers; what is not there is left out.
  List<Entry> singles(List<Long> numbers) {
    return numbers.stream().flatMap(number -> single(number.toString()).stream()).toList();
  }

  /// The shipment with a number. Few have many lines, and all that could be there are paid for.
  private Optional<Entry> single(String key) {
    kept.remove(key);
    Optional<JsonNode> few = ask(key, settings.lines());
    return few.filter(Shipments::isCut).isPresent()
        ? ask(key, MANY_LINES).map(this::whole)
        : few.map(this::whole);
  }

  /// The long shipment with a number, for a page.
  private Optional<Entry> longOne(String key) {
    Instant now = api.now();
    kept.values().removeIf(one -> one.at().plus(KEPT_FOR).isBefore(now));
    Kept known = kept.get(key);
    if (known != null) {
      return Optional.of(known.entry());
    }
    Optional<Entry> read = ask(key, MANY_LINES).map(this::whole);
    if (kept.size() < MOST_KEPT) {
      read.ifPresent(entry -> kept.put(key, new Kept(entry, now)));
    }
    return read;
  }

  private Optional<JsonNode> ask(String key, int lines) {
    ObjectNode variables = Calls.object();
    variables.put("id", globalId(key));
    String text =
        "query($id: String!) { shipment(id: $id) { request_id complexity data { "
            + selection(lines)
            + " } } }";
    return api.ask(new Question("shipment", text), variables);
  }

  private static String globalId(String key) {
    return Base64.getEncoder().encodeToString(("Shipment:" + key).getBytes(StandardCharsets.UTF_8));
  }

  private Row row(JsonNode node) {
    Optional<Instant> made = TimeText.read(node.path("created_date"), zone);
    Optional<Entry> again = isCut(node) ? longOne(key(node)) : Optional.empty();
    return new Row(again.orElseGet(() -> whole(node)), made);
  }

  private Entry whole(JsonNode node) {
    String key = key(node);
    if (isCut(node)) {
      return new Entry.Broken(
          key, "It has more than " + MANY_LINES + " lines, which is more than are read.");
    }
    return new Entry.Whole(key, latest.of(node), plain(node));
  }

  /// Whether it has more lines than are in it.
  private static boolean isCut(JsonNode node) {
    return node.path("line_items").path("pageInfo").path("hasNextPage").asBoolean(false);
  }

  private static String key(JsonNode node) {
    JsonNode id = node.path("legacy_id");
    String key = id.isIntegralNumber() ? id.bigIntegerValue().toString() : id.asString("");
    if (!NUMBER.matcher(key).matches()) {
      throw new SourceException("ShipHero gives a shipment without a usable legacy_id");
    }
    return key;
  }

  /// The same with every connection as a list.
  private static JsonNode plain(JsonNode node) {
    if (node.path("edges").isArray()) {
      ArrayNode list = Calls.object().arrayNode();
      node.path("edges").forEach(edge -> list.add(plain(edge.path("node"))));
      return list;
    }
    if (node.isObject()) {
      ObjectNode object = Calls.object();
      node.properties().forEach(one -> object.set(one.getKey(), plain(one.getValue())));
      return object;
    }
    if (node.isArray()) {
      ArrayNode list = Calls.object().arrayNode();
      node.forEach(one -> list.add(plain(one)));
      return list;
    }
    return node;
  }

  private String list(boolean bounded) {
    boolean narrowed = !settings.account().isEmpty();
    return "query($from: ISODateTime, "
        + (bounded ? "$to: ISODateTime, " : "")
        + (narrowed ? "$account: String, " : "")
        + "$first: Int, $after: String) { shipments(date_from: $from"
        + (bounded ? ", date_to: $to" : "")
        + (narrowed ? ", customer_account_id: $account" : "")
        + ") { request_id complexity data(first: $first, after: $after) {"
        + " pageInfo { hasNextPage endCursor } edges { node { "
        + selection(settings.lines())
        + " } } } } }";
  }

  private String selection(int lines) {
    ShipHeroSettings.Fields more = settings.fields();
    return "id legacy_id order_id warehouse_id created_date shipped_off_shiphero dropshipment"
        + with(more.shipment())
        + " order { id legacy_id order_number partner_order_id shop_name"
        + with(more.order())
        + " } line_items(first: "
        + lines
        + ") { pageInfo { hasNextPage } edges { node { id quantity line_item { id sku product_name"
        + with(more.line())
        + " } } } } shipping_labels { id carrier shipping_name shipping_method tracking_number"
        + " created_date"
        + with(more.label())
        + " }";
  }

  private static String with(List<String> fields) {
    return fields.isEmpty() ? "" : " " + String.join(" ", fields);
  }
}
