package dev.selvedge.connectors.shipstation;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.connectors.value.TimeText;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.LatestStamp;
import dev.selvedge.connectors.walk.SliceWalk.Slice;
import dev.selvedge.connectors.walk.SlicedList.Answer;
import dev.selvedge.connectors.walk.SlicedList.Row;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// The shipments or the fulfillments of an account, by a time of theirs, or all that a webhook
/// spoke of. Safe for use by many threads.
///
/// A list answers `{"shipments":[…],"total":1,"page":1,"pages":1}`. ShipStation gives no single
/// shipment by its number: what is looked up is the part of an address that a webhook gave,
/// `/shipments?batchId=…`, and may be many records.
final class Parcels implements TargetedSource {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT);
  private static final int MOST = 5;
  private static final int MOST_PAGES = 20;

  private final Feed feed;
  private final Subject subject;
  private final ShipStationApi api;
  private final String store;
  private final ZoneId zone;
  private final LatestStamp latest;

  Parcels(Feed feed, Subject subject, ShipStationApi api, ShipStationSettings settings) {
    this.feed = feed;
    this.subject = subject;
    this.api = api;
    this.store = settings.store();
    this.zone = settings.reading().zone();
    this.latest =
        new LatestStamp(
            Set.of("createDate", "voidDate", "deliveryDate"),
            Set.of("shipmentItems"),
            node -> TimeText.read(node, zone));
  }

  /// A page of those that have a time in a slice.
  ///
  /// @param date which of their times
  Answer page(String date, Slice slice, String page, int take) {
    StringBuilder path = new StringBuilder("/").append(subject.list()).append('?');
    parameter(path, date + "Start", TIME.format(slice.begin(zone)));
    slice
        .until()
        .ifPresent(until -> parameter(path, date + "End", time(until.plusNanos(999_999_999))));
    if (subject == Subject.SHIPMENT) {
      parameter(path, "includeShipmentItems", "true");
      if (!store.isEmpty()) {
        parameter(path, "storeId", store);
      }
    }
    parameter(path, "pageSize", Integer.toString(take));
    parameter(path, "page", page.isEmpty() ? "1" : page);
    Found found = found(api.get(path.toString()), page.isEmpty() ? 1 : Integer.parseInt(page));
    return new Answer(found.records().stream().map(node -> row(node, date)).toList(), found.next());
  }

  private static void parameter(StringBuilder path, String name, String value) {
    path.append(path.charAt(path.length() - 1) == '?' ? "" : "&")
        .append(name)
        .append('=')
        .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  private String time(Instant at) {
    return TIME.format(LocalDateTime.ofInstant(at, zone));
  }

  private record Found(List<JsonNode> records, String next) {}

  private Found found(JsonNode root, int page) {
    JsonNode list = root.path(subject.list());
    if (!list.isArray()) {
      throw new SourceException(
          feed.system() + " answers without a list of " + subject.list() + "; check 'url'");
    }
    List<JsonNode> records = new ArrayList<>();
    list.forEach(records::add);
    boolean more = root.path("pages").asInt(1) > page && !records.isEmpty();
    return new Found(records, more ? Integer.toString(page + 1) : "");
  }

  private Row row(JsonNode node, String date) {
    return new Row(entry(node), TimeText.read(node.path(date), zone));
  }

  private Entry.Whole entry(JsonNode node) {
    JsonNode id = node.path(subject.id());
    if (!id.isIntegralNumber()) {
      throw new SourceException(
          feed.system() + " gives a " + subject.kind() + " without a number at " + subject.id());
    }
    return new Entry.Whole(id.bigIntegerValue().toString(), latest.of(node), node);
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public int most() {
    return MOST;
  }

  @Override
  public TargetedSource.Found read(List<String> keys, Instant now) {
    Map<String, SourceRecord> records = new HashMap<>();
    Map<String, String> missing = new HashMap<>();
    for (String key : keys) {
      Optional<ResourcePath> path = ResourcePath.of(key).filter(each -> each.leadsTo(subject));
      Optional<List<JsonNode>> found = path.flatMap(this::all);
      if (path.isEmpty()) {
        missing.put(key, "cannot be read: ShipStation gives no single " + subject.kind());
      } else if (found.isEmpty()) {
        missing.put(key, "is more than " + MOST_PAGES + " pages at once; the poll reads them");
      } else if (found.get().isEmpty()) {
        missing.put(key, "is not there");
      }
      found.stream()
          .flatMap(List::stream)
          .map(this::entry)
          .forEach(
              entry -> records.put(entry.key(), entry.record(feed, now, SourceRecord.Pace.LIVE)));
    }
    return new TargetedSource.Found(List.copyOf(records.values()), missing);
  }

  /// All that a webhook spoke of; nothing where it is too much to be read out of turn.
  private Optional<List<JsonNode>> all(ResourcePath path) {
    List<JsonNode> all = new ArrayList<>();
    String next = "1";
    for (int page = 1; page <= MOST_PAGES && !next.isEmpty(); page++) {
      Found found = found(api.get(path.page(page, store)), page);
      all.addAll(found.records());
      next = found.next();
    }
    return next.isEmpty() ? Optional.of(all) : Optional.empty();
  }
}
