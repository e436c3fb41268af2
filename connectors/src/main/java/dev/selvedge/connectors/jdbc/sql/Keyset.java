package dev.selvedge.connectors.jdbc.sql;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;

/// "After this row" in the order of some columns that are not null. Immutable.
///
/// @param firstMark what stands for the value of the first column, `?` as a rule
public record Keyset(Dialect dialect, List<String> columns, String firstMark) {
  public Keyset {
    columns = List.copyOf(columns);
  }

  public Keyset(Dialect dialect, List<String> columns) {
    this(dialect, columns, "?");
  }

  private String mark(int column) {
    return column == 0 ? firstMark : "?";
  }

  public String orderBy() {
    return " ORDER BY " + dialect.quotedList(columns);
  }

  public BoundSql after(List<JsonNode> row) {
    return columns.size() == 1 || dialect.comparesRows() ? compared(row) : spelt(row);
  }

  private BoundSql compared(List<JsonNode> row) {
    String names = dialect.quotedList(columns);
    String marks =
        IntStream.range(0, row.size()).mapToObj(this::mark).collect(Collectors.joining(", "));
    return new BoundSql("(" + names + ") > (" + marks + ")", row);
  }

  /// `a >= ? AND (a > ? OR (a = ? AND b > ?))`; the first part is there for the index.
  private BoundSql spelt(List<JsonNode> row) {
    String first = dialect.quoted(columns.getFirst());
    List<JsonNode> values = new ArrayList<>(Collections.nCopies(1, row.getFirst()));
    StringBuilder text = new StringBuilder(first).append(" >= ").append(firstMark).append(" AND (");
    for (int last = 0; last < columns.size(); last++) {
      text.append(last == 0 ? "(" : " OR (");
      for (int i = 0; i < last; i++) {
        text.append(dialect.quoted(columns.get(i))).append(" = ").append(mark(i)).append(" AND ");
        values.add(row.get(i));
      }
      text.append(dialect.quoted(columns.get(last))).append(" > ").append(mark(last)).append(')');
      values.add(row.get(last));
    }
    return new BoundSql(text.append(')').toString(), values);
  }
}
