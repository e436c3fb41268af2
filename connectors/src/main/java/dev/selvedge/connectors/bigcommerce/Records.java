package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.bigcommerce.StoreApi.Answer;
import dev.selvedge.connectors.walk.CountedPage;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.Halves;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads rows of lists and whole records. Safe for use by many threads.
final class Records {
  static final int MOST = 250;

  private static final String ATTRIBUTES = "v3/customers/attributes";
  private static final String REFUNDS = "v3/orders/payment_actions/refunds";
  private static final String LIMIT = "limit";
  private static final String PAGE = "page";
  private static final String ID_IN = "id:in";
  private static final int MOST_PAGES = 100;
  private static final int NOT_FOUND = 404;

  /// Rows that are asked for before the store is taken to show none.
  private static final int FEW = 3;

  private final StoreApi api;
  private final BigOptions options;

  Records(StoreApi api, BigOptions options) {
    this.api = api;
    this.options = options;
  }

  /// A part of a list.
  ///
  /// @param whole how many rows there would be where the list goes on, at least 2
  record Cut(List<JsonNode> rows, int whole) {}

  /// Rows that changed after an instant, from the one after so many on. The API counts in pages.
  Cut rows(Subject subject, Instant after, int skip, int take) {
    api.begin();
    CountedPage place = CountedPage.holding(skip, take, MOST);
    int size = place.size();
    Map<String, String> query = new LinkedHashMap<>(subject.query());
    query.put(subject.since(), Times.after(after));
    query.put(LIMIT, Integer.toString(size));
    query.put(PAGE, Integer.toString(place.number()));
    StoreApi.Listed listed = api.rows(subject.path(), query);
    // A smaller page would look like the last one.
    if (listed.size().orElse(size) < size) {
      throw SourceException.refused(
          "%s gives %d rows a page of %s where %d were asked for; set 'page_size' to at most that"
              .formatted(api.system(), listed.size().orElse(0), subject.path(), size));
    }
    return new Cut(place.cut(listed.rows()), place.fresh());
  }

  /// Where a place is in a list.
  ///
  /// @param skip how many rows come before the one that was read last, or before the first of all
  /// @param anchor the id of the one that was read last; empty where there is none
  /// @param known how many come before the first that is not known
  record Count(Instant from, int skip, String anchor, int known) {
    boolean isAnchored() {
      return !anchor.isEmpty();
    }
  }

  /// A row that changed after an instant, by itself.
  ///
  /// @param before how many come before it
  Optional<JsonNode> single(Subject subject, Instant after, int before) {
    Map<String, String> query = new LinkedHashMap<>(subject.query());
    query.put(subject.since(), Times.after(after));
    query.put(LIMIT, "1");
    query.put(PAGE, Integer.toString(before + 1));
    return api.rows(subject.path(), query).rows().stream().findFirst();
  }

  /// Whether the store shows any row of a list: one of its first.
  boolean answers(Subject subject) {
    for (int before = 0; before < FEW; before++) {
      try {
        return single(subject, Instant.EPOCH, before).isPresent();
      } catch (SourceException failure) {
        if (!failure.mayBeOfOne()) {
          throw failure;
        }
      }
    }
    return false;
  }

  /// One row of a list, where there is any.
  Optional<JsonNode> one(Subject subject) {
    Map<String, String> query = new LinkedHashMap<>(subject.query());
    query.put(LIMIT, "1");
    return api.rows(subject.path(), query).rows().stream().findFirst();
  }

  static Optional<String> id(JsonNode row) {
    JsonNode id = row.path("id");
    return id.isIntegralNumber() && id.canConvertToLong() && id.longValue() > 0
        ? Optional.of(Long.toString(id.longValue()))
        : Optional.empty();
  }

  /// Records as they are now. What is not there is left out.
  List<Entry> whole(Subject subject, Collection<String> ids) {
    Halves<String> halves =
        new Halves<>(
            some -> together(subject, some),
            id -> new Entry.Broken(id, "BigCommerce fails when it is asked for it alone."),
            _ -> subject != Subject.CART && answers(subject));
    return ids.isEmpty() ? List.of() : halves.read(ids);
  }

  private List<Entry> together(Subject subject, List<String> ids) {
    List<JsonNode> rows = new ArrayList<>();
    switch (subject) {
      case CUSTOMER, SUBSCRIBER, PRODUCT -> {
        Map<String, String> query = new LinkedHashMap<>(subject.query());
        query.put(ID_IN, String.join(",", ids));
        rows.addAll(all(subject.path(), query, api::rows));
      }
      case ORDER, CART ->
          ids.forEach(
              id ->
                  single(subject.path() + "/" + id, subject == Subject.CART).ifPresent(rows::add));
    }
    return completed(subject, rows);
  }

  private Optional<JsonNode> single(String path, boolean wrapped) {
    return switch (api.get(path, Map.of())) {
      case Answer.Content(JsonNode json) ->
          Optional.of(wrapped ? json.path("data") : json).filter(JsonNode::isObject);
      case Answer.Refusal(int status) when status == NOT_FOUND -> Optional.empty();
      case Answer.Refusal(int status) ->
          throw new SourceException(
              api.system() + " does not give a single record (HTTP " + status + ")");
    };
  }

  /// Whole records of rows that were read.
  List<Entry> completed(Subject subject, Collection<JsonNode> rows) {
    Map<String, ObjectNode> read = new LinkedHashMap<>();
    Map<String, String> names =
        rows.stream().anyMatch(row -> !row.path("attributes").isEmpty()) ? names() : Map.of();
    for (JsonNode row : rows) {
      // Begun and never placed: status 0.
      boolean draft = subject == Subject.ORDER && row.path("status_id").asInt(-1) == 0;
      Optional<String> id =
          subject == Subject.CART
              ? Optional.of(row.path("id").asString("")).filter(one -> !one.isEmpty())
              : id(row);
      if (id.isPresent() && !draft) {
        read.put(id.get(), Contents.of(row, names));
      }
    }
    List<Entry> entries = new ArrayList<>();
    if (subject == Subject.ORDER) {
      entries.addAll(parts(read));
    }
    read.forEach((id, content) -> entries.add(new Entry.Whole(id, stamp(content), content)));
    return entries;
  }

  /// A refund and a shipment have a time of their own, and may be later than the order's.
  private static Optional<Instant> stamp(ObjectNode content) {
    Optional<Instant> latest = Times.of(content.path(Times.MODIFIED));
    for (JsonNode shipment : content.path("shipments")) {
      latest = later(latest, Times.of(shipment.path("date_created")));
    }
    for (JsonNode refund : content.path("refunds")) {
      latest = later(latest, Times.of(refund.path("created")));
    }
    return latest.or(() -> Times.of(content.path("updated_time")));
  }

  private static Optional<Instant> later(Optional<Instant> one, Optional<Instant> other) {
    return one.isEmpty() || (other.isPresent() && other.get().isAfter(one.get())) ? other : one;
  }

  /// What an order only links to: its products, what was sent, what was paid back.
  ///
  /// @param orders less those that the store fails on
  /// @return those
  private List<Entry.Broken> parts(Map<String, ObjectNode> orders) {
    List<Entry.Broken> broken = new ArrayList<>();
    orders.forEach(
        (id, order) ->
            linked(order).stream()
                .filter(part -> !isAttached(order, id, part))
                .findFirst()
                .ifPresent(part -> broken.add(broken(id, part))));
    broken.forEach(one -> orders.remove(one.key()));
    Map<String, ArrayNode> refunds = new HashMap<>();
    orders.forEach(
        (id, order) -> {
          if (money(order, "refunded_amount").signum() != 0
              || order.path("status_id").asInt() == 14) {
            refunds.put(id, order.putArray("refunds"));
          }
        });
    if (!refunds.isEmpty()) {
      Map<String, String> query = new LinkedHashMap<>();
      query.put("order_id:in", String.join(",", refunds.keySet()));
      for (JsonNode refund : all(REFUNDS, query, this::beside)) {
        ArrayNode list = refunds.get(refund.path("order_id").asString(""));
        if (list != null) {
          list.add(Contents.of(refund));
        }
      }
    }
    return broken;
  }

  private List<String> linked(ObjectNode order) {
    List<String> parts = new ArrayList<>(List.of("products"));
    if (sent(order)) {
      parts.add("shipments");
    }
    if (options.reading().addresses()) {
      parts.add("shipping_addresses");
    }
    return parts;
  }

  private static Entry.Broken broken(String id, String part) {
    return new Entry.Broken(id, "BigCommerce fails when it is asked for the " + part + " of it.");
  }

  private static boolean sent(ObjectNode order) {
    boolean dated = !order.path("date_shipped").asString("").isEmpty();
    return dated || money(order, "items_shipped").signum() > 0;
  }

  private static BigDecimal money(ObjectNode order, String name) {
    try {
      return new BigDecimal(order.path(name).asString("0").strip());
    } catch (NumberFormatException none) {
      return BigDecimal.ZERO;
    }
  }

  private boolean isAttached(ObjectNode order, String id, String part) {
    String path = Subject.ORDER.path() + "/" + id + "/" + part;
    Optional<List<JsonNode>> rows =
        pages(path, new LinkedHashMap<>(), query -> api.rowsOfOne(path, query));
    ArrayNode list = order.putArray(part);
    rows.ifPresent(all -> all.forEach(row -> list.add(Contents.of(row))));
    return rows.isPresent();
  }

  private Map<String, String> names() {
    Map<String, String> names = new HashMap<>();
    for (JsonNode one : all(ATTRIBUTES, new LinkedHashMap<>(), this::beside)) {
      names.put(one.path("id").asString(""), one.path("name").asString(""));
    }
    return names;
  }

  private static List<JsonNode> all(
      String path,
      Map<String, String> query,
      BiFunction<String, Map<String, String>, StoreApi.Listed> read) {
    return pages(path, query, one -> Optional.of(read.apply(path, one))).orElseThrow();
  }

  /// What stands beside a list. Where the store fails on it, it is none of the list's records.
  private StoreApi.Listed beside(String path, Map<String, String> query) {
    try {
      return api.rows(path, query);
    } catch (SourceException failure) {
      throw failure.ofAll();
    }
  }

  /// Nothing as soon as one of the pages is none.
  private static Optional<List<JsonNode>> pages(
      String path,
      Map<String, String> query,
      Function<Map<String, String>, Optional<StoreApi.Listed>> read) {
    List<JsonNode> all = new ArrayList<>();
    query.put(LIMIT, Integer.toString(MOST));
    for (int page = 1; page <= MOST_PAGES; page++) {
      query.put(PAGE, Integer.toString(page));
      Optional<StoreApi.Listed> listed = read.apply(query);
      if (listed.isEmpty()) {
        return Optional.empty();
      }
      List<JsonNode> rows = listed.get().rows();
      all.addAll(rows);
      boolean more = page < listed.get().pages().orElse(rows.size() < MOST ? 0 : MOST_PAGES + 1);
      if (!more || rows.isEmpty()) {
        return Optional.of(all);
      }
    }
    throw new SourceException("BigCommerce gives no end of " + path);
  }
}
