package dev.selvedge.connectors.netsuite;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.netsuite.NetSuiteOptions.Reading;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What belongs to transactions: their lines, the numbers of their parcels, the orders they are of,
/// and whether their customer is one person. Safe for use by many threads.
///
/// NetSuite writes what is sold as less than nothing: quantity and amount of a sale's line are
/// negative (Oracle's documentation of `transactionline`), a discount positive. Here a sale adds up
/// to what the customer pays; of other transactions the documentation does not say it, so their
/// lines are turned where they add up to a negative quantity.
final class Parts {
  private static final int PAGE = 1000;
  private static final int MOST_PAGES = 1000;

  /// From a refund over a credit memo, a return and an invoice to the order.
  private static final int MOST_STEPS = 5;

  private static final String DOC = "doc";
  private static final String TOTAL = "foreigntotal";

  private final Records records;
  private final Queries queries;
  private final Reading reading;

  Parts(Records records, Queries queries, Reading reading) {
    this.records = records;
    this.queries = queries;
    this.reading = reading;
  }

  /// @param found by their ids; changed by this
  void add(Subject subject, Map<Long, ObjectNode> found) {
    found.values().forEach(one -> header(subject, one));
    found.values().forEach(one -> one.putArray("lines"));
    each(
        queries.lines(found.keySet()),
        "transactionline",
        item -> {
          ObjectNode line = records.plain(item, queries.lineColumns());
          line.remove(DOC);
          array(found, item, "lines").add(line);
        });
    found.values().forEach(one -> turn(subject, one.path("lines")));
    if (subject == Subject.FULFILMENT) {
      found.values().forEach(one -> one.putArray("tracking"));
      each(
          queries.tracking(found.keySet()),
          "trackingnumbermap",
          item -> array(found, item, "tracking").add(item.path("trackingnumber")));
    }
    if (subject.hasOrigin()) {
      origins(found);
    }
  }

  private static ArrayNode array(Map<Long, ObjectNode> found, JsonNode item, String name) {
    ObjectNode of = found.get(Records.id(item, DOC));
    if (of == null) {
      throw new SourceException("NetSuite answers with lines that were not asked for");
    }
    return of.withArray(name);
  }

  private void header(Subject subject, ObjectNode one) {
    if (!reading.currency().isEmpty()) {
      one.put("currency", reading.currency());
    }
    if (subject == Subject.ORDER) {
      guest(one);
    } else if (one.path(TOTAL).isNumber()) {
      one.put(TOTAL, one.path(TOTAL).decimalValue().abs());
    }
  }

  /// An order of a customer who stands for many people is found by its own address alone.
  private void guest(ObjectNode order) {
    String entity = order.path("entity").asString("");
    boolean guest = reading.guests().stream().anyMatch(id -> entity.equals(id.toString()));
    order.put("guest", guest);
    if (!guest && !entity.isEmpty()) {
      order.putObject("customer").put("id", entity);
    }
  }

  private static void turn(Subject subject, JsonNode lines) {
    BigDecimal quantity = sum(lines, "quantity");
    BigDecimal weight = quantity.signum() == 0 ? sum(lines, "amount") : quantity;
    if (subject == Subject.ORDER || weight.signum() < 0) {
      for (JsonNode line : lines) {
        negate((ObjectNode) line, "quantity");
        negate((ObjectNode) line, "amount");
      }
    }
  }

  private static BigDecimal sum(JsonNode lines, String name) {
    BigDecimal sum = BigDecimal.ZERO;
    for (JsonNode line : lines) {
      sum = sum.add(line.path(name).decimalValue(BigDecimal.ZERO));
    }
    return sum;
  }

  private static void negate(ObjectNode line, String name) {
    JsonNode value = line.path(name);
    if (value.isNumber()) {
      line.put(name, value.decimalValue().negate());
    }
  }

  /// One record on its way back to its orders.
  ///
  /// @param at where it is now; empty at the end
  /// @param seen every place it has come by
  /// @param orders those it has come to, by their ids
  private record Way(
      ObjectNode record, Set<Long> at, Set<Long> seen, Map<Long, ObjectNode> orders) {
    private static Way from(long id, ObjectNode record) {
      return new Way(record, new HashSet<>(Set.of(id)), new HashSet<>(Set.of(id)), new TreeMap<>());
    }

    private void goOn(Map<Long, List<ObjectNode>> known, List<String> orderTypes) {
      Set<Long> further = new HashSet<>();
      for (Long place : at) {
        for (ObjectNode origin : known.getOrDefault(place, List.of())) {
          long there = Records.id(origin, "id");
          if (orderTypes.contains(origin.path("type").asString(""))) {
            orders.put(there, origin);
          } else if (seen.add(there)) {
            further.add(there);
          }
        }
      }
      at.clear();
      at.addAll(further);
    }

    private void write() {
      ArrayNode array = record.putArray("orders");
      orders.values().forEach(array::add);
      orders.values().stream().findFirst().ifPresent(one -> record.set("order", one));
    }
  }

  /// Follows each record back, step by step, until it comes to orders: `orders` with all of them,
  /// `order` with the first. A record that leads to none has none.
  private void origins(Map<Long, ObjectNode> found) {
    List<String> orderTypes = reading.typesOf(Subject.ORDER);
    Map<Long, List<ObjectNode>> known = new HashMap<>();
    List<Way> ways = new ArrayList<>();
    found.forEach((id, record) -> ways.add(Way.from(id, record)));
    for (int step = 0; step < MOST_STEPS; step++) {
      learn(ways, known);
      ways.forEach(way -> way.goOn(known, orderTypes));
    }
    ways.forEach(Way::write);
  }

  /// Asks for the origins of places that are not known yet.
  private void learn(List<Way> ways, Map<Long, List<ObjectNode>> known) {
    Set<Long> asked = new TreeSet<>();
    ways.forEach(way -> asked.addAll(way.at()));
    asked.removeAll(known.keySet());
    List<Long> all = new ArrayList<>(asked);
    for (int from = 0; from < all.size(); from += PAGE) {
      List<Long> some = all.subList(from, Math.min(all.size(), from + PAGE));
      some.forEach(id -> known.put(id, new ArrayList<>()));
      each(
          queries.origins(some),
          "previoustransactionlinelink",
          item -> {
            List<ObjectNode> of = known.get(Records.id(item, DOC));
            ObjectNode origin = records.plain(item, List.of());
            origin.remove(DOC);
            if (of != null) {
              of.add(origin);
            }
          });
    }
  }

  /// All rows of a query, page by page.
  private void each(String query, String table, Consumer<ObjectNode> row) {
    long doc = 0;
    long id = 0;
    for (int page = 0; page < MOST_PAGES; page++) {
      Records.Answered answered =
          records.ask(Queries.page(query, doc, id), PAGE, queries.lineColumns(), table);
      answered.items().forEach(row);
      if (answered.isEnd(PAGE)) {
        return;
      }
      doc = Records.id(answered.items().getLast(), DOC);
      id = Records.id(answered.items().getLast(), "id");
    }
    throw new SourceException("NetSuite has more rows of " + table + " than a page can lead to");
  }
}
