package dev.selvedge.connectors.mintsoft;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.value.Percent;
import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.walk.CountedPage;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.LatestStamp;
import dev.selvedge.connectors.walk.SlicedList.Row;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The orders of an account: those that changed after a time, and one by one. Safe for use by many
/// threads.
///
/// `GET /api/Order/List` answers with a bare list, by page and by how many a page. It knows no end
/// of a stretch of time, and with `SortOldestFirst` what is new comes last. An order that the
/// warehouse splits is several orders with the same number (`Part` of `NumberOfParts`), each with a
/// parcel of its own.
final class Orders {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);
  private static final String CHANGED = "LastUpdated";
  private static final String LINES = "OrderItems";

  /// What an order refers to, and does not consist of.
  private static final Set<String> ELSEWHERE =
      Set.of("Country", "Channel", "Currency", "RecipientType", "CourierService");

  private final MintsoftApi api;
  private final MintsoftSettings settings;
  private final ZoneId zone;
  private final LatestStamp latest;

  Orders(MintsoftApi api, MintsoftSettings settings) {
    this.api = api;
    this.settings = settings;
    this.zone = settings.reading().zone();
    this.latest = new LatestStamp(Set.of(CHANGED), ELSEWHERE, value -> TimeText.read(value, zone));
  }

  /// A page of those that changed at a time or after it.
  List<Row> page(Instant after, CountedPage page) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put(
        "SinceLastUpdated",
        TIME.format(TimeText.earliest(after.truncatedTo(ChronoUnit.SECONDS), zone)));
    query.put("SortOldestFirst", "true");
    query.put("IncludeOrderItems", "true");
    query.put("Limit", Integer.toString(page.size()));
    query.put("PageNo", Integer.toString(page.number()));
    if (!settings.client().isEmpty()) {
      query.put("ClientId", settings.client());
    }
    JsonNode list = api.get("/api/Order/List?" + Percent.query(query));
    if (!list.isArray()) {
      throw new SourceException("Mintsoft answers without a list of orders; check 'url'");
    }
    List<Row> rows = new ArrayList<>();
    for (JsonNode order : list) {
      if (!isOurs(order)) {
        throw SourceException.refused(
            "Mintsoft lists orders of other clients than 'client'; check its number");
      }
      rows.add(new Row(whole(order), TimeText.read(order.path(CHANGED), zone)));
    }
    return rows;
  }

  /// The orders with these numbers; what is not there, or is another client's, is left out.
  List<Entry> singles(List<Long> numbers) {
    List<Entry> found = new ArrayList<>();
    for (Long number : numbers) {
      api.find("/api/Order/" + number)
          .filter(order -> order.has("ID") && isOurs(order))
          .ifPresent(order -> found.add(whole(order)));
    }
    return found;
  }

  private boolean isOurs(JsonNode order) {
    return settings.client().isEmpty()
        || order.path("ClientId").asString("").equals(settings.client());
  }

  private Entry.Whole whole(JsonNode order) {
    JsonNode id = order.path("ID");
    if (!id.isIntegralNumber() || !(order instanceof ObjectNode object)) {
      throw new SourceException("Mintsoft gives an order without a number at ID");
    }
    String key = id.bigIntegerValue().toString();
    if (!order.path(LINES).isArray()) {
      Optional<JsonNode> lines = api.find("/api/Order/" + key + "/Items");
      lines.filter(JsonNode::isArray).ifPresent(found -> object.set(LINES, found));
    }
    return new Entry.Whole(key, latest.of(order), order);
  }
}
