package dev.selvedge.connectors.magento;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.magento.RestApi.Answer;
import dev.selvedge.connectors.magento.SearchCriteria.Filter;
import dev.selvedge.connectors.magento.Subject.Catalogue;
import dev.selvedge.connectors.magento.Subject.Part;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.KeysetWalk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads lists and whole records. Safe for use by many threads.
final class Records {
  /// What every list is filtered and sorted by, whatever its rows call it.
  private static final String ENTITY_ID = "entity_id";

  private static final String ORDER_ID = "order_id";
  private static final String SUBSCRIBED = "is_subscribed";
  private static final String EXTENSIONS = "extension_attributes";
  private static final int MOST_PAGES = 1000;

  private final RestApi api;
  private final MagentoOptions options;
  private final Stamps stamps;

  Records(RestApi api, MagentoOptions options) {
    this.api = api;
    this.options = options;
    this.stamps = new Stamps(options.zone());
  }

  Stamps stamps() {
    return stamps;
  }

  /// The rows of a list behind a place, each with what it is sorted by.
  ///
  /// @throws SourceException also when the shop's answer is not what was asked for
  Map<KeysetWalk.Row, JsonNode> behind(Catalogue list, KeysetWalk at, int take) {
    String stamp = stamps.text(at.stamp());
    String id = at.id().isEmpty() ? "0" : at.id();
    SearchCriteria criteria =
        limited(list)
            .where(new Filter(Stamps.UPDATED, "gteq", stamp))
            .where(new Filter(Stamps.UPDATED, "gt", stamp), new Filter(ENTITY_ID, "gt", id))
            .ascending(Stamps.UPDATED)
            .ascending(ENTITY_ID);
    Map<KeysetWalk.Row, JsonNode> rows = new LinkedHashMap<>();
    KeysetWalk.Row last = new KeysetWalk.Row(id, stamps.read(stamp));
    for (JsonNode row : api.rows(list.path(), criteria.first(take))) {
      KeysetWalk.Row next = row(list, row);
      if (!follows(next, last)) {
        throw new SourceException(
            api.system()
                + " answers with other rows of "
                + list.path()
                + " than were asked for, or in another order; perhaps an extension changes its"
                + " search");
      }
      rows.put(next, row);
      last = next;
    }
    return rows;
  }

  private static boolean follows(KeysetWalk.Row next, KeysetWalk.Row last) {
    int order = next.stamp().compareTo(last.stamp());
    return order > 0 || (order == 0 && Long.parseLong(next.id()) > Long.parseLong(last.id()));
  }

  private KeysetWalk.Row row(Catalogue list, JsonNode row) {
    Optional<Instant> stamp = stamps.of(row);
    Optional<String> id = id(row, list.id());
    if (stamp.isEmpty() || id.isEmpty()) {
      throw new SourceException(
          api.system()
              + "'s answer lacks "
              + (id.isEmpty() ? list.id() : Stamps.UPDATED)
              + " in "
              + list.path());
    }
    return new KeysetWalk.Row(id.get(), stamp.get());
  }

  static Optional<String> id(JsonNode row, String name) {
    JsonNode id = row.path(name);
    return id.isIntegralNumber() && id.canConvertToLong() && id.longValue() > 0
        ? Optional.of(Long.toString(id.longValue()))
        : Optional.empty();
  }

  /// The newest row of a list, where there is one.
  Optional<JsonNode> newest(Catalogue list) {
    SearchCriteria criteria = limited(list).descending(Stamps.UPDATED).descending(ENTITY_ID);
    return api.rows(list.path(), criteria.first(1)).stream().findFirst();
  }

  /// Records as they are now, by their ids. What is not there is left out.
  List<Entry> whole(Subject subject, Collection<String> ids) {
    return ids.isEmpty() ? List.of() : completed(subject, all(subject.catalogue(), ENTITY_ID, ids));
  }

  /// Whole records of rows that were read.
  List<Entry> completed(Subject subject, Collection<JsonNode> rows) {
    Map<String, ObjectNode> read = new LinkedHashMap<>();
    for (JsonNode row : rows) {
      id(row, subject.catalogue().id())
          .ifPresent(
              id ->
                  read.put(
                      id, Contents.of(subject == Subject.CUSTOMER ? subscribed(id, row) : row)));
    }
    for (Part part : subject.parts()) {
      attach(part, read);
    }
    List<Entry> entries = new ArrayList<>();
    read.forEach(
        (id, content) -> entries.add(new Entry.Whole(id, stamps.latest(content), content)));
    return entries;
  }

  private void attach(Part part, Map<String, ObjectNode> orders) {
    Map<String, ArrayNode> lists = new LinkedHashMap<>();
    orders.forEach((id, order) -> lists.put(id, order.putArray(part.member())));
    if (orders.isEmpty()) {
      return;
    }
    for (JsonNode row : all(part.catalogue(), ORDER_ID, orders.keySet())) {
      Optional<ArrayNode> list =
          id(row, ORDER_ID).flatMap(id -> Optional.ofNullable(lists.get(id)));
      list.ifPresent(parts -> parts.add(Contents.of(row)));
    }
  }

  /// The search of some versions does not tell who is subscribed, the single customer does
  /// (magento/magento2, issues 13252 and 25410).
  private JsonNode subscribed(String id, JsonNode row) {
    if (!options.reading().newsletter() || row.path(EXTENSIONS).path(SUBSCRIBED).isBoolean()) {
      return row;
    }
    return api.get("customers/" + id, Map.of()) instanceof Answer.Content(JsonNode customer)
        ? customer
        : row;
  }

  /// Every row whose field has one of these values, however many.
  private List<JsonNode> all(Catalogue list, String field, Collection<String> values) {
    List<JsonNode> all = new ArrayList<>();
    int take = options.reading().pageSize();
    long last = 0;
    for (int page = 0; page < MOST_PAGES; page++) {
      SearchCriteria criteria =
          limited(list)
              .in(field, values)
              .where(new Filter(ENTITY_ID, "gt", Long.toString(last)))
              .ascending(ENTITY_ID);
      List<JsonNode> rows = api.rows(list.path(), criteria.first(take));
      all.addAll(rows);
      if (rows.size() < take) {
        return all;
      }
      long next = id(rows.getLast(), list.id()).map(Long::parseLong).orElse(0L);
      if (next <= last) {
        break;
      }
      last = next;
    }
    throw new SourceException(api.system() + " gives no end of " + list.path());
  }

  private SearchCriteria limited(Catalogue list) {
    SearchCriteria criteria = new SearchCriteria();
    List<String> scope = options.scope().of(list);
    return scope.isEmpty() ? criteria : criteria.in(list.scope(), scope);
  }
}
