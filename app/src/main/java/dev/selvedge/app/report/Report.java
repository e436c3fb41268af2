package dev.selvedge.app.report;

import dev.selvedge.app.report.Audience.Topic;
import dev.selvedge.watch.report.Span;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/// A report as people read it. Immutable.
///
/// @param project its name
/// @param sections as the audience is shown them
public record Report(
    String project, Span span, Audience audience, Instant madeAt, List<Section> sections) {
  public Report {
    sections = List.copyOf(sections);
  }

  /// Whether the span was over when it was made.
  public boolean isWhole() {
    return span.isOver(madeAt);
  }

  /// `Week from 23 Nov 2026 to 29 Nov 2026`
  public String title() {
    return title(span);
  }

  /// Of its page: `/reports/week/2026-11-23?audience=marketing`
  public String path() {
    return "/reports/" + span.word() + "?audience=" + audience.word();
  }

  /// The title of the report of a span.
  public static String title(Span span) {
    return Wording.title(span);
  }

  /// One topic: sentences, and the figures behind them.
  public record Section(Topic topic, List<String> sentences, Table table) {
    public Section {
      sentences = List.copyOf(sentences);
    }
  }

  /// Figures; none for a table without rows.
  ///
  /// @param words how many of the first columns hold words; the others hold numbers
  /// @param rows cells, as many as there are heads
  public record Table(int words, List<String> heads, List<List<String>> rows) {
    /// Letters of the size of tables.
    private static final int ON_A_TELEPHONE = 40;

    public static final Table NONE = new Table(0, List.of(), List.of());

    public Table {
      heads = List.copyOf(heads);
      rows = List.copyOf(rows);
    }

    /// Whether its columns stand beside each other on a telephone.
    public boolean isNarrow() {
      int width = 0;
      for (int column = 0; column < heads.size(); column++) {
        int at = column;
        boolean broken = column < words;
        width +=
            Math.max(
                longestWord(heads.get(column)),
                rows.stream()
                    .map(row -> row.get(at))
                    .mapToInt(cell -> broken ? longestWord(cell) : cell.length())
                    .max()
                    .orElse(0));
      }
      return width <= ON_A_TELEPHONE;
    }

    private static int longestWord(String text) {
      return Arrays.stream(text.split("\\s", -1)).mapToInt(String::length).max().orElse(0);
    }
  }
}
