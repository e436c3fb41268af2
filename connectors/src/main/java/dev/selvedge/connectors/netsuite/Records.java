package dev.selvedge.connectors.netsuite;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.netsuite.NetSuiteOptions.Reading;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.Halves;
import dev.selvedge.connectors.walk.KeysetWalk;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Reads lists and whole records: rows of the subject's own table first, then for all of them
/// together what belongs to them. Safe for use by many threads.
///
/// SuiteQL leaves out what is null; a column that was asked for and did not come is null in the
/// record, so that a mapping can tell what was cleared from what was never read.
final class Records {
  private static final String SORTED = "sorted";
  private static final String STAMP = "lastmodifieddate";

  /// Records that are asked for at once where a page failed.
  private static final int FEW = 50;

  private final SuiteApi api;
  private final Reading reading;
  private final Queries queries;
  private final Parts parts;

  Records(SuiteApi api, Reading reading) {
    this.api = api;
    this.reading = reading;
    this.queries = new Queries(reading);
    this.parts = new Parts(this, queries, reading);
  }

  /// A page of a list.
  ///
  /// @param end whether it is the last for now
  record Rows(List<KeysetWalk.Row> rows, List<Entry> entries, boolean end) {}

  /// What an account answers to a query.
  ///
  /// @param more whether it has more rows than were asked for
  record Answered(List<ObjectNode> items, boolean more) {
    /// A page that is cut short though there is more is none.
    boolean isEnd(int asked) {
      return items.isEmpty() || (items.size() < asked && !more);
    }
  }

  /// The rows behind a place, each whole.
  ///
  /// @param stamp what the list is sorted by
  Rows rows(Subject subject, String stamp, KeysetWalk at, int take) {
    Answered answered =
        ask(queries.list(subject, stamp, at), take, queries.columns(subject), subject.table());
    return new Rows(places(answered), whole(subject, answered.items()), answered.isEnd(take));
  }

  /// The same where NetSuite fails on the page: where its rows stand, and then the records.
  Rows each(Subject subject, String stamp, KeysetWalk at, int take) {
    int few = Math.min(take, FEW);
    Answered answered = ask(queries.places(subject, stamp, at), few, List.of(), subject.table());
    List<Long> ids = answered.items().stream().map(item -> id(item, "id")).toList();
    return new Rows(places(answered), whole(subject, ids), answered.isEnd(few));
  }

  /// What was deleted behind a place.
  Rows deleted(Subject subject, KeysetWalk at, int take) {
    Answered answered = ask(queries.deleted(subject, at), take, List.of(), "deletedrecord");
    List<KeysetWalk.Row> rows = places(answered);
    List<Entry> gone =
        rows.stream()
            .<Entry>map(row -> new Entry.Gone(row.id(), Optional.of(row.stamp())))
            .toList();
    return new Rows(rows, gone, answered.isEnd(take));
  }

  /// Records as they are now. What is not there, or is not what is read, is left out.
  List<Entry> whole(Subject subject, List<Long> ids) {
    Halves<Long> halves =
        new Halves<>(
            some -> together(subject, some),
            id ->
                new Entry.Broken(
                    Long.toString(id),
                    "NetSuite fails when it is asked for this "
                        + subject.kind()
                        + " alone, or does not let the user's role see it."),
            _ -> showsEnd(subject, false) || showsEnd(subject, true));
    return ids.isEmpty() ? List.of() : halves.read(ids);
  }

  /// Whether NetSuite shows the oldest record, or the newest, with all that belongs to it.
  private boolean showsEnd(Subject subject, boolean newest) {
    Answered end = ask(queries.end(subject, newest), 1, List.of(), subject.table());
    List<Long> ids = end.items().stream().map(item -> id(item, "id")).toList();
    try {
      return !ids.isEmpty() && !together(subject, ids).isEmpty();
    } catch (SourceException failure) {
      if (!failure.mayBeOfOne()) {
        throw failure;
      }
      return false;
    }
  }

  private List<Entry> together(Subject subject, List<Long> ids) {
    Answered answered =
        ask(queries.byId(subject, ids), ids.size(), queries.columns(subject), subject.table());
    return whole(subject, answered.items());
  }

  private List<Entry> whole(Subject subject, Collection<ObjectNode> items) {
    Map<Long, ObjectNode> records = new LinkedHashMap<>();
    for (ObjectNode item : items) {
      long id = id(item, "id");
      if (subject != Subject.CUSTOMER || !reading.guests().contains(id)) {
        ObjectNode plain = plain(item, queries.columns(subject));
        plain.remove(SORTED);
        records.put(id, plain);
      }
    }
    if (subject.isTransaction() && !records.isEmpty()) {
      parts.add(subject, records);
    }
    List<Entry> entries = new ArrayList<>();
    records.forEach(
        (id, content) -> entries.add(new Entry.Whole(Long.toString(id), stamp(content), content)));
    return entries;
  }

  /// None where the options read the column of the stamp as something else than a time.
  private static Optional<Instant> stamp(ObjectNode content) {
    try {
      return Optional.of(Instant.parse(content.path(STAMP).asString("")));
    } catch (DateTimeParseException notOne) {
      return Optional.empty();
    }
  }

  private List<KeysetWalk.Row> places(Answered answered) {
    return answered.items().stream()
        .map(
            item ->
                new KeysetWalk.Row(
                    Long.toString(id(item, "id")),
                    LocalTimes.instant(item.path(SORTED).asString(""), reading.zone())))
        .toList();
  }

  /// An item with each value as what it is, and with null for what did not come.
  ObjectNode plain(ObjectNode item, List<Column> columns) {
    ObjectNode plain = JsonNodeFactory.instance.objectNode();
    item.properties().stream()
        .filter(member -> !member.getKey().equals("links"))
        .forEach(member -> plain.set(member.getKey(), member.getValue()));
    for (Column column : columns) {
      plain.set(column.name(), column.plain(item.path(column.name()), reading.zone()));
    }
    return plain;
  }

  /// Asks, and names what NetSuite does not know.
  ///
  /// @param columns whose names its refusal is looked through for
  /// @param table the same
  Answered ask(String sql, int limit, List<Column> columns, String table) {
    return switch (api.query(sql, limit)) {
      case SuiteApi.Answer.Content(JsonNode json) -> answered(json);
      case SuiteApi.Answer.Failed(int status) ->
          throw SourceException.failing(api.system() + " fails with HTTP " + status);
      case SuiteApi.Answer.Refusal refusal -> throw unknown(refusal, columns, table);
    };
  }

  private Answered answered(JsonNode json) {
    JsonNode items = json.path("items");
    if (!items.isArray()) {
      throw new SourceException(api.system() + " answers a query without rows");
    }
    List<ObjectNode> rows = new ArrayList<>();
    for (JsonNode item : items) {
      if (!(item instanceof ObjectNode row)) {
        throw new SourceException(api.system() + " answers a query with something that is no row");
      }
      rows.add(row);
    }
    return new Answered(rows, json.path("hasMore").asBoolean(false));
  }

  /// The account's own words are not passed on: they may quote a record.
  private SourceException unknown(
      SuiteApi.Answer.Refusal refusal, List<Column> columns, String table) {
    String detail = refusal.detail().toLowerCase(Locale.ROOT);
    List<String> named =
        columns.stream()
            .map(Column::name)
            .filter(name -> detail.matches("(?s).*\\b" + name + "\\b.*"))
            .toList();
    return SourceException.refused(
        api.system()
            + " cannot answer about "
            + table
            + " (HTTP "
            + refusal.status()
            + ", "
            + refusal.code()
            + ")"
            + (named.isEmpty() ? "" : "; it speaks of " + String.join(", ", named))
            + "; check 'fields', and that the user's role may see the records and their fields");
  }

  /// The number in a column: a text in SuiteQL.
  static long id(JsonNode item, String name) {
    String text = item.path(name).asString("").strip();
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException notOne) {
      throw new SourceException("NetSuite answers with a row without '" + name + "'");
    }
  }
}
