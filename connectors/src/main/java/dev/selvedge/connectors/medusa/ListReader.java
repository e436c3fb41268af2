package dev.selvedge.connectors.medusa;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.medusa.AdminApi.Answer;
import dev.selvedge.connectors.medusa.AdminApi.Parameter;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.OffsetWalk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Reads pages of a shop's lists, and single records. Where the shop fails on a page as a whole,
/// its records are read one by one, so that one that it cannot tell hides no other. Safe for use by
/// many threads.
final class ListReader {
  private final AdminApi api;

  ListReader(AdminApi api) {
    this.api = api;
  }

  /// A record in its place in a list.
  record Element(OffsetWalk.Row row, Entry entry) {}

  /// By which time a list is sorted and asked for.
  enum Order {
    UPDATED_AT("updated_at"),
    CREATED_AT("created_at");

    private final String field;

    Order(String field) {
      this.field = field;
    }
  }

  List<Element> read(Subject subject, Order order, OffsetWalk walk, int take) {
    List<Parameter> place =
        List.of(
            new Parameter(order.field + "[$gt]", walk.from().toString()),
            new Parameter("order", order.field),
            new Parameter("offset", Integer.toString(walk.skip())),
            new Parameter("limit", Integer.toString(take)));
    return switch (api.get(subject.list(), with(place, subject.fields()))) {
      case Answer.Content content -> elements(subject, order, content.json());
      case Answer.Failed _ -> oneByOne(subject, order, place);
      case Answer.Missing _ -> throw refused(subject, "not_found");
      case Answer.Refusal refusal -> throw refused(subject, refusal.type());
    };
  }

  /// Records by their ids, in one call; what is not there is left out.
  List<Entry> several(Subject subject, List<String> ids) {
    List<Parameter> query = new ArrayList<>();
    ids.forEach(id -> query.add(new Parameter("id[]", id)));
    query.add(new Parameter("limit", Integer.toString(ids.size())));
    return switch (api.get(subject.list(), with(query, subject.fields()))) {
      case Answer.Content content ->
          elements(subject, Order.UPDATED_AT, content.json()).stream().map(Element::entry).toList();
      case Answer.Failed _ -> ids.stream().flatMap(id -> one(subject, id).stream()).toList();
      case Answer.Missing _ -> throw refused(subject, "not_found");
      case Answer.Refusal refusal -> throw refused(subject, refusal.type());
    };
  }

  private static List<Parameter> with(List<Parameter> query, String fields) {
    List<Parameter> whole = new ArrayList<>(query);
    whole.add(new Parameter("fields", fields));
    return whole;
  }

  private List<Element> oneByOne(Subject subject, Order order, List<Parameter> place) {
    List<Element> found = new ArrayList<>();
    switch (api.get(subject.list(), with(place, "id," + order.field))) {
      case Answer.Content content -> {
        for (JsonNode item : items(subject, content.json())) {
          OffsetWalk.Row row = row(subject, order, item);
          Entry entry =
              one(subject, row.id()).orElseGet(() -> new Entry.Gone(row.id(), Optional.empty()));
          found.add(new Element(row, entry));
        }
      }
      case Answer.Failed failed ->
          throw new SourceException(
              api.system() + " fails to list its " + subject.list() + ": HTTP " + failed.status());
      case Answer.Missing _ -> throw refused(subject, "not_found");
      case Answer.Refusal refusal -> throw refused(subject, refusal.type());
    }
    return found;
  }

  /// Nothing where it is not there.
  private Optional<Entry> one(Subject subject, String id) {
    String path = subject.list() + "/" + AdminApi.encoded(id);
    return switch (api.get(path, with(List.of(), subject.fields()))) {
      case Answer.Content content -> {
        JsonNode item = content.json().path(subject.kind().value());
        yield Optional.of(
            item.isObject()
                ? whole(subject, item)
                : new Entry.Broken(id, "The shop's answer holds no " + subject.kind() + "."));
      }
      case Answer.Missing _ -> Optional.empty();
      case Answer.Failed failed ->
          Optional.of(
              new Entry.Broken(
                  id,
                  "The shop fails when it is asked for this "
                      + subject.kind()
                      + ": HTTP "
                      + failed.status()
                      + "."));
      case Answer.Refusal refusal -> throw refused(subject, refusal.type());
    };
  }

  private static List<Element> elements(Subject subject, Order order, JsonNode json) {
    List<Element> elements = new ArrayList<>();
    for (JsonNode item : items(subject, json)) {
      elements.add(new Element(row(subject, order, item), whole(subject, item)));
    }
    return elements;
  }

  /// A product has no stamp, so that the reading made last counts: a variant that is deleted leaves
  /// none behind, and all that remain are older (observed on Medusa 2.21.2).
  private static Entry whole(Subject subject, JsonNode item) {
    Optional<Instant> stamp = subject == Subject.PRODUCT ? Optional.empty() : Stamps.latest(item);
    return new Entry.Whole(row(subject, Order.UPDATED_AT, item).id(), stamp, item);
  }

  private static JsonNode items(Subject subject, JsonNode json) {
    JsonNode items = json.path(subject.list());
    if (!items.isArray()) {
      throw new SourceException("the shop's answer holds no list of " + subject.list());
    }
    return items;
  }

  private static OffsetWalk.Row row(Subject subject, Order order, JsonNode item) {
    String id = item.path("id").asString("");
    Optional<Instant> stamp = Stamps.instant(item.path(order.field));
    if (id.isEmpty() || stamp.isEmpty()) {
      throw new SourceException(
          "the shop's answer lacks id or " + order.field + " in " + subject.list());
    }
    return new OffsetWalk.Row(id, stamp.get());
  }

  private SourceException refused(Subject subject, String type) {
    return new SourceException(
        api.system() + " does not list its " + subject.list() + " as it is asked to: " + type);
  }
}
