package dev.selvedge.connectors.peoplevox;

import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.peoplevox.PeoplevoxSettings.Report;
import dev.selvedge.connectors.value.CsvText;
import dev.selvedge.connectors.walk.Entry;
import dev.selvedge.connectors.walk.SliceWalk.Slice;
import dev.selvedge.connectors.walk.SlicedList.Answer;
import dev.selvedge.connectors.walk.SlicedList.Row;
import dev.selvedge.connectors.warehouse.Calls;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The despatches of a site: those that left in a stretch of time, and by their numbers. Safe for
/// use by many threads.
///
/// The report has a row for each article of a despatch. A record is a despatch: what all of its
/// rows say alike stands in it, and each row whole in `rows`. Columns are known by their names and
/// become members: `Despatch number` is `despatch_number`.
///
/// A despatch whose rows lie on two pages is asked for by its number.
final class Despatches {
  static final Pattern NUMBER = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_./-]{0,59}");
  private static final DateTimeFormatter ASKED =
      DateTimeFormatter.ofPattern("'DateTime('uuuu,MM,dd,HH,mm,ss')'", Locale.ROOT);
  private static final int MOST_PAGES = 20;

  private final PeoplevoxApi api;
  private final Report report;
  private final ZoneId zone;

  Despatches(PeoplevoxApi api, PeoplevoxSettings settings) {
    this.api = api;
    this.report = settings.report();
    this.zone = settings.reading().zone();
  }

  /// Rows of a page in their order, each by its columns, and the number of the page behind it.
  private record Sheet(List<Map<String, String>> rows, String next) {}

  /// A page of those that left in a slice of time.
  Answer page(Slice slice, String page, int take) {
    StringBuilder clause = new StringBuilder();
    clause
        .append("([")
        .append(report.date())
        .append("] >= ")
        .append(ASKED.format(slice.begin(zone)));
    clause.append(')');
    slice
        .until()
        .map(until -> until.plus(report.least()).minusNanos(1))
        .ifPresent(
            until ->
                clause
                    .append(" AND ([")
                    .append(report.date())
                    .append("] <= ")
                    .append(time(until))
                    .append(')'));
    Sheet sheet = read(clause.toString(), page.isEmpty() ? 1 : Integer.parseInt(page), take);
    Map<String, List<Map<String, String>>> found = byNumber(sheet.rows());
    Set<String> cut = new LinkedHashSet<>();
    if (!page.isEmpty() && !found.isEmpty()) {
      cut.add(number(sheet.rows().getFirst()));
    }
    if (!sheet.next().isEmpty() && !found.isEmpty()) {
      cut.add(number(sheet.rows().getLast()));
    }
    found.putAll(whole(cut.stream().filter(one -> NUMBER.matcher(one).matches()).toList()));
    List<Row> rows = new ArrayList<>();
    found.forEach((number, lines) -> rows.add(new Row(entry(number, lines), left(lines))));
    return new Answer(rows, sheet.next());
  }

  /// The despatches with these numbers; what is not there is left out.
  List<Entry> singles(List<String> numbers) {
    List<Entry> found = new ArrayList<>();
    whole(numbers).forEach((number, lines) -> found.add(entry(number, lines)));
    return found;
  }

  private Map<String, List<Map<String, String>>> whole(List<String> numbers) {
    if (numbers.isEmpty()) {
      return Map.of();
    }
    String clause =
        numbers.stream()
            .map(number -> "([" + report.number() + "].Equals(\"" + number + "\"))")
            .collect(Collectors.joining(" OR "));
    List<Map<String, String>> rows = new ArrayList<>();
    String next = "1";
    for (int page = 1; page <= MOST_PAGES && !next.isEmpty(); page++) {
      Sheet sheet = read(clause, page, PeoplevoxOptions.MOST_ROWS);
      rows.addAll(sheet.rows());
      next = sheet.next();
    }
    if (!next.isEmpty()) {
      throw new SourceException("Peoplevox gives no end of the rows of a despatch");
    }
    return byNumber(rows);
  }

  private String time(Instant at) {
    return ASKED.format(LocalDateTime.ofInstant(at, zone));
  }

  private Sheet read(String clause, int page, int take) {
    Map<String, String> members = new LinkedHashMap<>();
    members.put("TemplateName", report.name());
    members.put("PageNo", Integer.toString(page));
    members.put("ItemsPerPage", Integer.toString(take));
    members.put("OrderBy", "[" + report.number() + "]");
    members.put("SearchClause", clause);
    Soap.Answer answer = api.report(members);
    List<List<String>> table =
        CsvText.rows(answer.detail())
            .orElseThrow(
                () -> new SourceException("Peoplevox answers with a table that is cut off"));
    List<Map<String, String>> rows = new ArrayList<>();
    for (List<String> cells : table.subList(Math.min(1, table.size()), table.size())) {
      Map<String, String> row = new LinkedHashMap<>();
      for (int column = 0; column < Math.min(cells.size(), table.getFirst().size()); column++) {
        row.put(table.getFirst().get(column).strip(), cells.get(column));
      }
      rows.add(row);
    }
    boolean more = rows.size() >= take || (!rows.isEmpty() && (long) page * take < answer.total());
    return new Sheet(rows, more ? Integer.toString(page + 1) : "");
  }

  private Map<String, List<Map<String, String>>> byNumber(List<Map<String, String>> rows) {
    Map<String, List<Map<String, String>>> found = new LinkedHashMap<>();
    rows.forEach(row -> found.computeIfAbsent(number(row), _ -> new ArrayList<>()).add(row));
    return found;
  }

  private String number(Map<String, String> row) {
    String number = row.getOrDefault(report.number(), "").strip();
    if (number.isEmpty() || !row.containsKey(report.date())) {
      throw SourceException.refused(
          "a row of the report '"
              + report.name()
              + "' lacks a number or a date; check 'number_column' and 'date_column'");
    }
    return number;
  }

  private Optional<Instant> left(List<Map<String, String>> lines) {
    return lines.stream()
        .flatMap(line -> time(line.getOrDefault(report.date(), "")).stream())
        .max(Instant::compareTo);
  }

  /// Some sites write apostrophes around it.
  private Optional<Instant> time(String written) {
    try {
      String text = written.replace("'", "").strip();
      return Optional.of(LocalDateTime.parse(text, report.form()).atZone(zone).toInstant());
    } catch (DateTimeException noTime) {
      return Optional.empty();
    }
  }

  private Entry.Whole entry(String number, List<Map<String, String>> lines) {
    ObjectNode record = Calls.object();
    lines
        .getFirst()
        .forEach(
            (column, value) -> {
              if (lines.stream().allMatch(line -> value.equals(line.get(column)))) {
                record.put(member(column), value);
              }
            });
    ArrayNode rows = record.putArray("rows");
    for (Map<String, String> line : lines) {
      ObjectNode row = rows.addObject();
      line.forEach((column, value) -> row.put(member(column), value));
    }
    left(lines).ifPresent(at -> record.put("left_at", at.toString()));
    return new Entry.Whole(number, left(lines), record);
  }

  private static String member(String column) {
    return column.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "_");
  }
}
