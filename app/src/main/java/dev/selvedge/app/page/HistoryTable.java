package dev.selvedge.app.page;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The plots as a table, five minutes a row, for those who cannot see or load them. Immutable.
///
/// @param rows newest first
public record HistoryTable(List<Row> rows) {
  private static final int MINUTES_A_ROW = 5;

  public HistoryTable {
    rows = List.copyOf(rows);
  }

  /// All flows together in five minutes.
  public record Row(Instant from, FlowHistory.Point point) {}

  public static HistoryTable of(FlowHistory history) {
    List<Row> rows = new ArrayList<>();
    for (int start = 0; start < history.minutes().size(); start += MINUTES_A_ROW) {
      int end = Math.min(start + MINUTES_A_ROW, history.minutes().size());
      FlowHistory.Point sum = FlowHistory.Point.NOTHING;
      for (FlowHistory.Series flow : history.flows()) {
        for (FlowHistory.Point point : flow.points().subList(start, end)) {
          sum = sum.plus(point);
        }
      }
      rows.add(new Row(history.minutes().get(start), sum));
    }
    return new HistoryTable(rows.reversed());
  }
}
