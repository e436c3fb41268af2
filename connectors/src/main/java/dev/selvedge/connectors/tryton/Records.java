package dev.selvedge.connectors.tryton;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.KeysetWalk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads lists and whole records. When Tryton fails on several records, they are asked for one by
/// one, so that one that it cannot show does not hide the others. Safe for use by many threads.
final class Records {
  private static final String SEARCH_READ = "search_read";
  private static final String ORIGIN = "origin";
  private static final String SALE_ORIGIN = "sale.sale,";

  /// Tryton hides what is switched off, in every nested part of a domain by itself, unless the
  /// context says otherwise. Whole records are read without this: their functions, such as the
  /// e-mail address of a party, would take what is switched off too.
  private static final ObjectNode INACTIVE_TOO =
      JsonNodeFactory.instance.objectNode().put("active_test", false);

  private final Rpc rpc;
  private final TrytonOptions options;

  Records(Rpc rpc, TrytonOptions options) {
    this.rpc = rpc;
    this.options = options;
  }

  /// A page of a list.
  ///
  /// @param ids what has to be read whole because of these rows, each once, in their order
  record Rows(List<KeysetWalk.Row> rows, List<Long> ids) {}

  /// The rows behind a place.
  Rows rows(Sorting list, KeysetWalk walk, int take) {
    String stamp = list.stampField();
    ArrayNode params = rpc.list();
    ArrayNode domain = params.addArray();
    ArrayNode behind = domain.addArray().add("OR");
    behind.addArray().add(stamp).add(">").add(Typed.of(walk.stamp()));
    ArrayNode same = behind.addArray();
    same.addArray().add(stamp).add("=").add(Typed.of(walk.stamp()));
    same.addArray().add(Sorting.ID).add(">").add(number(walk.id()));
    if (!list.written()) {
      domain.addArray().add("write_date").add("=").addNull();
    }
    params.add(0).add(take);
    ArrayNode order = params.addArray();
    order.addArray().add(stamp).add("ASC");
    order.addArray().add(Sorting.ID).add("ASC");
    params.addArray().add(stamp).add(list.via());
    return switch (rpc.call(list.model(), SEARCH_READ, params, INACTIVE_TOO)) {
      case Rpc.Answer.Content(JsonNode found) -> rows(list, found);
      case Rpc.Answer.Refused _, Rpc.Answer.Forbidden _ -> throw forbidden(list.model());
      case Rpc.Answer.Failed _, Rpc.Answer.Overtaken _ ->
          throw new SourceException(
              "Tryton fails to list " + list.model() + ": is its module active? See Tryton's log");
    };
  }

  private static Rows rows(Sorting list, JsonNode found) {
    List<KeysetWalk.Row> rows = new ArrayList<>();
    Set<Long> ids = new LinkedHashSet<>();
    for (JsonNode row : found) {
      Instant stamp =
          Typed.instant(row.path(list.stampField()))
              .orElseThrow(
                  () ->
                      new SourceException(
                          "Tryton's answer lacks " + list.stampField() + " of " + list.model()));
      rows.add(new KeysetWalk.Row(Long.toString(row.path(Sorting.ID).asLong(0)), stamp));
      each(row.path(list.via()), ids::add);
    }
    return new Rows(rows, List.copyOf(ids));
  }

  /// Behind no row at all where there is none to be behind.
  private static long number(String id) {
    return id.isEmpty() ? 0 : Long.parseLong(id);
  }

  private static Entry broken(Subject subject, long id) {
    return new Entry.Broken(
        Long.toString(id),
        "Tryton fails when it is asked for this " + subject.kind() + ": see its log.");
  }

  private static void each(JsonNode via, LongConsumer id) {
    if (via.isArray()) {
      via.forEach(one -> id.accept(one.asLong()));
    } else if (via.isIntegralNumber()) {
      id.accept(via.asLong());
    }
  }

  /// Records as they are now. What is not there, or is not what is read, is left out.
  List<Entry> whole(Subject subject, Collection<Long> ids) {
    if (ids.isEmpty()) {
      return List.of();
    }
    return switch (content(subject, ids)) {
      case Rpc.Answer.Content(JsonNode found) -> elements(subject, found);
      case Rpc.Answer.Refused _, Rpc.Answer.Forbidden _ -> throw forbidden(subject.model());
      case Rpc.Answer.Failed _, Rpc.Answer.Overtaken _ -> {
        checkFields(subject);
        List<Entry> found = new ArrayList<>();
        for (Long id : ids) {
          found.addAll(
              content(subject, List.of(id)) instanceof Rpc.Answer.Content(JsonNode one)
                  ? elements(subject, one)
                  : List.of(broken(subject, id)));
        }
        yield found;
      }
    };
  }

  private Rpc.Answer content(Subject subject, Collection<Long> ids) {
    ArrayNode params = rpc.list();
    ArrayNode domain = params.addArray();
    ArrayNode wanted = domain.addArray().add(Sorting.ID).add("in").addArray();
    ids.forEach(wanted::add);
    if (subject.deactivable()) {
      domain.addArray().add("active").add("in").addArray().add(true).add(false);
    }
    if (subject == Subject.INVOICE) {
      domain.addArray().add("type").add("=").add("out");
    }
    if (subject == Subject.SUBSCRIPTION && !options.list().isEmpty()) {
      domain.addArray().add("list_.name").add("=").add(options.list());
    }
    params.add(0).addNull();
    params.addArray().addArray().add(Sorting.ID).add("ASC");
    ArrayNode fields = params.addArray();
    fields(subject).forEach(fields::add);
    return rpc.call(subject.model(), SEARCH_READ, params);
  }

  /// All that is read, with the stamps of the record and of every list below it.
  Set<String> fields(Subject subject) {
    Set<String> fields = new LinkedHashSet<>(List.of("create_date", "write_date"));
    List<String> wanted = new ArrayList<>(subject.fields());
    wanted.addAll(options.further().getOrDefault(subject, List.of()));
    for (String field : wanted) {
      fields.add(field);
      int dot = field.indexOf('.');
      if (dot > 0 && isPart(field.substring(0, dot))) {
        fields.add(field.substring(0, dot) + ".create_date");
        fields.add(field.substring(0, dot) + ".write_date");
      }
    }
    return fields;
  }

  private static boolean isPart(String name) {
    return switch (name) {
      case "contact_mechanisms", "addresses", "lines", "outgoing_moves", "template" -> true;
      default -> false;
    };
  }

  private List<Entry> elements(Subject subject, JsonNode found) {
    Map<Long, ObjectNode> read = new LinkedHashMap<>();
    for (JsonNode record : found) {
      if (Typed.plain(record) instanceof ObjectNode plain && subject.includes(plain)) {
        read.put(record.path(Sorting.ID).asLong(0), plain);
      }
    }
    if (subject == Subject.RETURN) {
      nameOrigins(read.values());
    }
    List<Entry> elements = new ArrayList<>();
    read.forEach(
        (id, content) ->
            elements.add(new Entry.Whole(Long.toString(id), Stamps.latest(content), content)));
    return elements;
  }

  /// A return names the sale it takes back as `sale.sale,7`; what people call that sale is put
  /// beside it. Origins may be of any model, so they cannot be followed by a dotted field.
  private void nameOrigins(Collection<ObjectNode> sales) {
    Set<Long> wanted = new TreeSet<>();
    sales.forEach(sale -> origin(sale, wanted::add));
    if (wanted.isEmpty()) {
      return;
    }
    ArrayNode params = rpc.list();
    ArrayNode ids = params.addArray().addArray().add(Sorting.ID).add("in").addArray();
    wanted.forEach(ids::add);
    params.add(0).addNull();
    params.addArray().addArray().add(Sorting.ID).add("ASC");
    params.addArray().add("number").add("reference");
    if (!(rpc.call(Subject.SALE.model(), SEARCH_READ, params)
        instanceof Rpc.Answer.Content(JsonNode found))) {
      throw new SourceException("Tryton fails to read the sales that were returned");
    }
    for (ObjectNode sale : sales) {
      origin(
          sale,
          id ->
              found.forEach(
                  one -> {
                    if (one.path(Sorting.ID).asLong(0) == id) {
                      sale.set("origin_sale", one);
                    }
                  }));
    }
  }

  private static void origin(ObjectNode sale, LongConsumer id) {
    String origin = sale.path(ORIGIN).asString("");
    if (origin.startsWith(SALE_ORIGIN)) {
      id.accept(Long.parseLong(origin.substring(SALE_ORIGIN.length())));
    }
  }

  /// @throws SourceException when a field is asked for that the model has not
  void checkFields(Subject subject) {
    ArrayNode params = rpc.list();
    params.addArray();
    if (rpc.call(subject.model(), "fields_get", params)
        instanceof Rpc.Answer.Content(JsonNode known)) {
      List<String> unknown =
          fields(subject).stream().filter(field -> !known.has(field.split("\\.", 2)[0])).toList();
      if (!unknown.isEmpty()) {
        throw new SourceException(
            subject.model() + " has no field " + String.join(", ", unknown) + " in this Tryton");
      }
    }
  }

  static SourceException forbidden(String model) {
    return new SourceException(
        "Tryton does not let the user read " + model + ", or what belongs to it: see its groups");
  }
}
