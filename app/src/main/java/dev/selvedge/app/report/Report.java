package dev.selvedge.app.report;

import dev.selvedge.app.report.Audience.Topic;
import dev.selvedge.watch.report.Span;
import java.time.Instant;
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
    public static final Table NONE = new Table(0, List.of(), List.of());

    public Table {
      heads = List.copyOf(heads);
      rows = List.copyOf(rows);
    }
  }
}
