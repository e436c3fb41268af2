package dev.selvedge.connectors.magento;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.magento.RestApi.Answer;
import dev.selvedge.connectors.magento.SearchCriteria.Filter;
import dev.selvedge.connectors.magento.Subject.Catalogue;
import dev.selvedge.connectors.magento.Subject.Part;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.Halves;
import dev.selvedge.connectors.walk.KeysetWalk;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
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
    return inOrder(list, at, api.rows(list.path(), ascending(list, at).first(take)));
  }

  /// A row behind a place by itself.
  ///
  /// @param further how many come before it; beyond the last page a shop gives the last row again
  /// @return nothing where there is none behind the place
  Map<KeysetWalk.Row, JsonNode> single(Catalogue list, KeysetWalk at, int further) {
    return inOrder(list, at, api.rows(list.path(), ascending(list, at).single(further)));
  }

  /// Whether the shop shows any row of a list: its first one or its last.
  boolean answers(Catalogue list) {
    try {
      return !api.rows(list.path(), limited(list).ascending(ENTITY_ID).first(1)).isEmpty();
    } catch (SourceException failure) {
      if (!failure.mayBeOfOne()) {
        throw failure;
      }
      return !api.rows(list.path(), limited(list).descending(ENTITY_ID).first(1)).isEmpty();
    }
  }

  /// Whether the shop shows the last row of those behind a place.
  boolean showsLast(Catalogue list, KeysetWalk at) {
    SearchCriteria criteria = behind(list, at).descending(Stamps.UPDATED).descending(ENTITY_ID);
    try {
      return !api.rows(list.path(), criteria.first(1)).isEmpty();
    } catch (SourceException failure) {
      if (!failure.mayBeOfOne()) {
        throw failure;
      }
      return false;
    }
  }

  private SearchCriteria behind(Catalogue list, KeysetWalk at) {
    String stamp = stamps.text(at.stamp());
    return limited(list)
        .where(new Filter(Stamps.UPDATED, "gteq", stamp))
        .where(new Filter(Stamps.UPDATED, "gt", stamp), new Filter(ENTITY_ID, "gt", from(at)));
  }

  private SearchCriteria ascending(Catalogue list, KeysetWalk at) {
    return behind(list, at).ascending(Stamps.UPDATED).ascending(ENTITY_ID);
  }

  private static String from(KeysetWalk at) {
    return at.id().isEmpty() ? "0" : at.id();
  }

  private Map<KeysetWalk.Row, JsonNode> inOrder(
      Catalogue list, KeysetWalk at, List<JsonNode> answered) {
    Map<KeysetWalk.Row, JsonNode> rows = new LinkedHashMap<>();
    KeysetWalk.Row last = new KeysetWalk.Row(from(at), stamps.read(stamps.text(at.stamp())));
    for (JsonNode row : answered) {
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
      throw SourceException.failing(
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
    Halves<String> halves =
        new Halves<>(
            some ->
                completed(
                    subject,
                    all(subject.catalogue(), ENTITY_ID, some, this::certain).orElseThrow()),
            id -> broken(id, "it alone"),
            _ -> answers(subject.catalogue()));
    return ids.isEmpty() ? List.of() : halves.read(ids);
  }

  /// Whole records of rows that were read.
  List<Entry> completed(Subject subject, Collection<JsonNode> rows) {
    Map<String, ObjectNode> read = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (JsonNode row : rows) {
      Optional<String> id = id(row, subject.catalogue().id());
      if (id.isPresent()) {
        Optional<JsonNode> whole =
            subject == Subject.CUSTOMER ? subscribed(id.get(), row) : Optional.of(row);
        whole.ifPresentOrElse(
            one -> read.put(id.get(), Contents.of(one)),
            () -> entries.add(broken(id.get(), "the customer alone")));
      }
    }
    for (Part part : subject.parts()) {
      entries.addAll(attach(part, read));
    }
    read.forEach(
        (id, content) -> entries.add(new Entry.Whole(id, stamps.latest(content), content)));
    return entries;
  }

  private static Entry.Broken broken(String id, String asked) {
    return new Entry.Broken(
        id, "The shop fails when it is asked for " + asked + "; see its var/log/exception.log.");
  }

  /// Puts parts into their orders. Where the shop fails on all of them together, each order's are
  /// asked for by themselves.
  ///
  /// @param orders less those that the shop fails on
  /// @return those
  private List<Entry.Broken> attach(Part part, Map<String, ObjectNode> orders) {
    if (isAttached(part, orders)) {
      return List.of();
    }
    List<Entry.Broken> broken = new ArrayList<>();
    orders.forEach(
        (id, order) -> {
          if (!isAttached(part, Map.of(id, order))) {
            broken.add(broken(id, "its " + part.catalogue().path()));
          }
        });
    if (broken.size() == orders.size()) {
      checkShown(part.catalogue());
    }
    broken.forEach(one -> orders.remove(one.key()));
    return broken;
  }

  /// Where no such list is shown at all, it is not the orders.
  private void checkShown(Catalogue parts) {
    try {
      api.rows(parts.path(), limited(parts).first(1));
    } catch (SourceException failure) {
      throw failure.ofAll();
    }
  }

  private boolean isAttached(Part part, Map<String, ObjectNode> orders) {
    if (orders.isEmpty()) {
      return true;
    }
    Map<String, ArrayNode> lists = new LinkedHashMap<>();
    orders.forEach((id, order) -> lists.put(id, order.putArray(part.member())));
    Optional<List<JsonNode>> rows = all(part.catalogue(), ORDER_ID, orders.keySet(), api::attempt);
    for (JsonNode row : rows.orElseGet(List::of)) {
      Optional<ArrayNode> list =
          id(row, ORDER_ID).flatMap(id -> Optional.ofNullable(lists.get(id)));
      list.ifPresent(parts -> parts.add(Contents.of(row)));
    }
    return rows.isPresent();
  }

  /// The search of some versions does not tell who is subscribed, the single customer does
  /// (magento/magento2, issues 13252 and 25410). Nothing where the shop fails on that one.
  private Optional<JsonNode> subscribed(String id, JsonNode row) {
    if (!options.reading().newsletter() || row.path(EXTENSIONS).path(SUBSCRIBED).isBoolean()) {
      return Optional.of(row);
    }
    return api.attempt("customers/" + id, Map.of())
        .map(answer -> answer instanceof Answer.Content(JsonNode customer) ? customer : row);
  }

  private Optional<Answer> certain(String path, Map<String, String> criteria) {
    return Optional.of(api.get(path, criteria));
  }

  /// Every row whose field has one of these values, however many; nothing as soon as one of the
  /// answers is none.
  private Optional<List<JsonNode>> all(
      Catalogue list,
      String field,
      Collection<String> values,
      BiFunction<String, Map<String, String>, Optional<Answer>> read) {
    List<JsonNode> all = new ArrayList<>();
    int take = options.reading().pageSize();
    long last = 0;
    for (int page = 0; page < MOST_PAGES; page++) {
      SearchCriteria criteria =
          limited(list)
              .in(field, values)
              .where(new Filter(ENTITY_ID, "gt", Long.toString(last)))
              .ascending(ENTITY_ID);
      Optional<Answer> answer = read.apply(list.path(), criteria.first(take));
      if (answer.isEmpty()) {
        return Optional.empty();
      }
      List<JsonNode> rows = api.rows(list.path(), answer.get());
      all.addAll(rows);
      if (rows.size() < take) {
        return Optional.of(all);
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
