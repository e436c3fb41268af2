package dev.selvedge.connectors.odoo;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.odoo.Schema.Field;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.Halves;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads lists and whole records. When Odoo fails on several records, they are asked for one by
/// one, so that one that it cannot show does not hide the others. Safe for use by many threads.
final class Records {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);
  private static final String SEARCH_READ = "search_read";
  private static final String ID = "id";

  /// Ids in one question: a longer domain is cut into several.
  private static final int AT_ONCE = 1000;

  private final Json2 api;
  private final Schema schema;
  private final Plain plain;
  private final OdooOptions options;

  Records(Json2 api, OdooOptions options) {
    this.api = api;
    this.schema = new Schema(api);
    this.plain = new Plain(schema);
    this.options = options;
  }

  /// A page of a list.
  ///
  /// @param leads what each row leads to, in the order of the rows
  record Rows(List<OffsetWalk.Row> rows, List<List<Long>> leads) {}

  /// The rows from a place on, by seconds: finer stamps than those cannot be asked for.
  Rows rows(Subject.Listed list, OffsetWalk at, int take) {
    ObjectNode arguments = api.arguments();
    ArrayNode domain = arguments.putArray("domain");
    Instant from = at.from().plusMillis(1).truncatedTo(ChronoUnit.SECONDS);
    domain.addArray().add(Stamps.WRITTEN).add(">=").add(SECONDS.format(from));
    list.only().ifPresent(only -> clause(domain, only));
    arguments.putArray("fields").add(Stamps.WRITTEN).add(list.via());
    arguments.put("offset", at.skip()).put("limit", take);
    arguments.put("order", Stamps.WRITTEN + " asc, id asc");
    return switch (api.call(list.model(), SEARCH_READ, arguments)) {
      case Json2.Answer.Content(JsonNode found) -> rows(list, found);
      case Json2.Answer.Forbidden _ -> throw forbidden(list.model());
      case Json2.Answer.Missing _ ->
          throw SourceException.refused(
              "this Odoo has no " + list.model() + ": its app is not installed");
      case Json2.Answer.Refused _, Json2.Answer.Overtaken _, Json2.Answer.Failed _ ->
          throw new SourceException("Odoo fails to list " + list.model() + ": see its log");
    };
  }

  private static Rows rows(Subject.Listed list, JsonNode found) {
    List<OffsetWalk.Row> rows = new ArrayList<>();
    List<List<Long>> leads = new ArrayList<>();
    for (JsonNode row : found) {
      Instant stamp =
          Plain.instant(row.path(Stamps.WRITTEN))
              .orElseThrow(
                  () -> new SourceException("Odoo's answer lacks a write_date of " + list.model()));
      rows.add(new OffsetWalk.Row(Long.toString(row.path(ID).asLong(0)), stamp));
      List<Long> ids = new ArrayList<>();
      each(row.path(list.via()), list.via().equals(ID) || isPair(row.path(list.via())), ids::add);
      leads.add(ids);
    }
    return new Rows(rows, leads);
  }

  private static void clause(ArrayNode domain, Subject.Only only) {
    domain.addArray().add(only.field()).add("=").add(only.value());
  }

  private static boolean isPair(JsonNode value) {
    return value.size() == 2 && value.path(1).isString();
  }

  private static void each(JsonNode value, boolean one, LongConsumer id) {
    if (one) {
      id.accept(Plain.id(value));
    } else {
      value.forEach(each -> id.accept(each.asLong(0)));
    }
  }

  /// Records as they are now, each id once. What is not there, or is not what is read, is left out.
  List<Entry> whole(Subject subject, Collection<Long> ids) {
    Set<Long> wanted = new LinkedHashSet<>(ids);
    if (wanted.isEmpty()) {
      return List.of();
    }
    checkFields(subject);
    Set<String> paths = paths(subject);
    return new Halves<Long>(
            some -> together(subject, paths, some),
            id -> broken(subject, id),
            failure -> answers(subject, paths, failure))
        .read(wanted);
  }

  private List<Entry> together(Subject subject, Set<String> paths, Collection<Long> ids) {
    return read(subject, paths, ids)
        .map(Records::entries)
        .orElseThrow(
            () -> SourceException.failing("Odoo fails on " + subject.kind() + "s: see its log"));
  }

  /// Whether it is these records and not all that Odoo fails on, or does not let us read. A model
  /// that is forbidden is forbidden whatever record leads to it: so another has to be shown with
  /// all that belongs to it.
  private boolean answers(Subject subject, Set<String> paths, SourceException failure) {
    schema.forget();
    checkFields(subject);
    if (!failure.isRefused()) {
      return !end(subject, "id asc").isEmpty();
    }
    for (String order : List.of("id asc", "id desc")) {
      try {
        if (!together(subject, paths, end(subject, order)).isEmpty()) {
          return true;
        }
      } catch (SourceException alike) {
        if (!alike.mayBeOfOne()) {
          throw alike;
        }
      }
    }
    return false;
  }

  /// The id of the first record in an order, where there is one.
  private List<Long> end(Subject subject, String order) {
    ObjectNode arguments = api.arguments();
    ArrayNode domain = arguments.putArray("domain");
    subject.only().ifPresent(only -> clause(domain, only));
    arguments.putArray("fields").add(ID);
    arguments.put("limit", 1);
    arguments.put("order", order);
    return api.call(subject.model(), SEARCH_READ, arguments)
            instanceof Json2.Answer.Content(JsonNode found)
        ? found.valueStream().map(row -> row.path(ID).asLong(0)).toList()
        : List.of();
  }

  private static List<Entry> entries(Map<Long, ObjectNode> read) {
    List<Entry> entries = new ArrayList<>();
    read.forEach(
        (id, content) ->
            entries.add(new Entry.Whole(Long.toString(id), Stamps.latest(content), content)));
    return entries;
  }

  private static Entry.Broken broken(Subject subject, long id) {
    return new Entry.Broken(
        Long.toString(id),
        "Odoo fails when it is asked for this " + subject.kind() + ": see its log.");
  }

  private Optional<Map<Long, ObjectNode>> read(
      Subject subject, Set<String> paths, Collection<Long> ids) {
    ArrayNode only = NODES.arrayNode();
    subject.only().ifPresent(one -> clause(only, one));
    if (subject == Subject.SUBSCRIPTION && !options.list().isEmpty()) {
      clause(only, new Subject.Only("list_id.name", options.list()));
    }
    return tree(subject.model(), paths, ids, only);
  }

  /// All that is read, with the stamps of the record and of its parts.
  private Set<String> paths(Subject subject) {
    Set<String> paths = new LinkedHashSet<>(List.of("create_date", Stamps.WRITTEN));
    subject.parts().forEach(part -> paths.add(part + '.' + Stamps.WRITTEN));
    paths.addAll(subject.fields());
    paths.addAll(options.further().getOrDefault(subject, List.of()));
    return paths;
  }

  /// Records by their ids, with what their fields lead to in place of the ids; empty when Odoo
  /// fails on some of them.
  ///
  /// @param paths fields; a dot leads on, so each call has shorter ones than the one before
  private Optional<Map<Long, ObjectNode>> tree(
      String model, Collection<String> paths, Collection<Long> ids, ArrayNode only) {
    Map<String, Set<String>> further = new LinkedHashMap<>();
    for (String path : paths) {
      String[] parts = path.split("\\.", 2);
      Set<String> below = further.computeIfAbsent(parts[0], _ -> new LinkedHashSet<>());
      if (parts.length == 2) {
        below.add(parts[1]);
      }
    }
    Map<String, Field> known = schema.of(model);
    further.keySet().retainAll(known.keySet());
    Optional<Map<Long, JsonNode>> rows = rows(model, further.keySet(), known, ids, only);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    Map<Long, ObjectNode> made = new LinkedHashMap<>();
    rows.get().forEach((id, row) -> made.put(id, record(row, further.keySet(), known)));
    for (Map.Entry<String, Set<String>> one : further.entrySet()) {
      Field field = known.get(one.getKey());
      if (field != null
          && !field.relation().isEmpty()
          && !one.getValue().isEmpty()
          && !lead(one.getKey(), field, one.getValue(), rows.get(), made)) {
        return Optional.empty();
      }
    }
    return Optional.of(made);
  }

  private Optional<Map<Long, JsonNode>> rows(
      String model,
      Set<String> names,
      Map<String, Field> known,
      Collection<Long> ids,
      ArrayNode only) {
    Set<String> asked = new LinkedHashSet<>(names);
    known.entrySet().stream()
        .filter(one -> names.contains(one.getKey()))
        .map(one -> one.getValue().currency())
        .filter(known::containsKey)
        .forEach(asked::add);
    Map<Long, JsonNode> rows = new LinkedHashMap<>();
    List<Long> all = List.copyOf(ids);
    for (int start = 0; start < all.size(); start += AT_ONCE) {
      ObjectNode arguments = api.arguments();
      ArrayNode domain = arguments.putArray("domain").addAll(only);
      ArrayNode wanted = domain.addArray().add(ID).add("in").addArray();
      all.subList(start, Math.min(all.size(), start + AT_ONCE)).forEach(wanted::add);
      ArrayNode fields = arguments.putArray("fields");
      asked.forEach(fields::add);
      arguments.put("order", "id asc");
      switch (api.call(model, SEARCH_READ, arguments)) {
        case Json2.Answer.Content(JsonNode found) ->
            found.forEach(row -> rows.put(row.path(ID).asLong(0), row));
        case Json2.Answer.Forbidden _ -> throw forbidden(model);
        case Json2.Answer.Overtaken _ ->
            throw new SourceException("Odoo was writing " + model + " at that time: asked again");
        case Json2.Answer.Missing _, Json2.Answer.Refused _, Json2.Answer.Failed _ -> {
          return Optional.empty();
        }
      }
    }
    return Optional.of(rows);
  }

  private ObjectNode record(JsonNode row, Set<String> names, Map<String, Field> known) {
    ObjectNode made = NODES.objectNode().put(ID, row.path(ID).asLong(0));
    for (String name : names) {
      Field field = known.get(name);
      if (field != null && row.has(name)) {
        made.set(name, plain.value(field, row.path(name), row));
      }
    }
    return made;
  }

  /// Puts what a field leads to in its place.
  ///
  /// @return false when Odoo fails on some of it
  private boolean lead(
      String name,
      Field field,
      Set<String> paths,
      Map<Long, JsonNode> rows,
      Map<Long, ObjectNode> made) {
    boolean one = field.type().equals("many2one");
    Set<Long> ids = new TreeSet<>();
    rows.values().forEach(row -> each(row.path(name), one, ids::add));
    ids.remove(0L);
    if (ids.isEmpty()) {
      return true;
    }
    Optional<Map<Long, ObjectNode>> found = tree(field.relation(), paths, ids, NODES.arrayNode());
    if (found.isEmpty()) {
      return false;
    }
    rows.forEach(
        (id, row) -> {
          List<ObjectNode> there = new ArrayList<>();
          each(
              row.path(name),
              one,
              to -> Optional.ofNullable(found.get().get(to)).ifPresent(there::add));
          ObjectNode holder = made.get(id);
          if (holder != null && !one) {
            holder.set(name, NODES.arrayNode().addAll(there));
          } else if (holder != null && !there.isEmpty()) {
            holder.set(name, there.getFirst());
          }
        });
    return true;
  }

  /// @throws SourceException when the options name a field that the model has not
  void checkFields(Subject subject) {
    Map<String, Field> known = schema.of(subject.model());
    List<String> unknown =
        options.further().getOrDefault(subject, List.of()).stream()
            .filter(path -> !known.containsKey(path.split("\\.", 2)[0]))
            .toList();
    if (!unknown.isEmpty()) {
      throw SourceException.refused(
          subject.model() + " has no field " + String.join(", ", unknown) + " in this Odoo");
    }
  }

  static SourceException forbidden(String model) {
    return SourceException.forbidden(
        "Odoo does not let the key's user read " + model + ": give the user a group that may");
  }
}
