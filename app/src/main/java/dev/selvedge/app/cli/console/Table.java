package dev.selvedge.app.cli.console;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/// Rows of text under headings, aligned. Confined to one thread.
public final class Table {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<List<String>> rows = new ArrayList<>();

  private Table(List<Column> columns) {
    this.columns = columns;
  }

  /// An empty table.
  ///
  /// @param columns headings; one that begins with `>` is aligned to the right
  public static Table of(String... columns) {
    return new Table(
        List.of(columns).stream()
            .map(
                heading ->
                    heading.startsWith(">")
                        ? new Column(heading.substring(1), true)
                        : new Column(heading, false))
            .toList());
  }

  private record Column(String heading, boolean right) {}

  /// Adds a row.
  public Table row(String... cells) {
    if (cells.length != columns.size()) {
      throw new IllegalArgumentException(
          "a row needs " + columns.size() + " cells, got " + cells.length);
    }
    rows.add(List.of(cells));
    return this;
  }

  boolean isEmpty() {
    return rows.isEmpty();
  }

  public List<String> lines() {
    int[] widths =
        IntStream.range(0, columns.size())
            .map(
                column ->
                    Math.max(
                        width(columns.get(column).heading()),
                        rows.stream().mapToInt(row -> width(row.get(column))).max().orElse(0)))
            .toArray();
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::heading).toList(), widths));
    rows.forEach(row -> lines.add(line(row, widths)));
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < cells.size(); column++) {
      String cell = cells.get(column);
      String padding = " ".repeat(widths[column] - width(cell));
      line.append(column == 0 ? "" : GAP)
          .append(columns.get(column).right() ? padding + cell : cell + padding);
    }
    return line.toString().stripTrailing();
  }

  private static int width(String text) {
    return text.codePointCount(0, text.length());
  }
}
