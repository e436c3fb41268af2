package dev.selvedge.app.mail.report;

import dev.selvedge.app.report.Report;
import java.util.List;
import java.util.Locale;

/// A report as plain text, for mail programs that show no other.
final class ReportText {
  private static final String LINE = "\r\n";

  private ReportText() {}

  /// The whole of it.
  ///
  /// @param link to its page; empty for none
  static String of(Report report, String link) {
    StringBuilder text = new StringBuilder(4096);
    text.append(report.project()).append(": ").append(report.title()).append(LINE);
    text.append("For ").append(report.audience().word()).append("; midnights of ");
    text.append(report.span().zone().getId()).append('.').append(LINE);
    for (Report.Section section : report.sections()) {
      text.append(LINE).append(section.topic().title().toUpperCase(Locale.UK)).append(LINE);
      section.sentences().forEach(one -> text.append("- ").append(one).append(LINE));
      section.table().rows().forEach(row -> row(section.table(), row, text));
    }
    if (!link.isEmpty()) {
      text.append(LINE).append("The same as a page: ").append(link).append(LINE);
    }
    return text.toString();
  }

  /// The first cell, and below it all the others with their heads: columns would not stand below
  /// each other in every mail program.
  private static void row(Report.Table table, List<String> row, StringBuilder text) {
    text.append(LINE).append("  ").append(row.getFirst()).append(LINE);
    for (int column = 1; column < row.size(); column++) {
      text.append("    ").append(table.heads().get(column)).append(": ");
      text.append(row.get(column)).append(LINE);
    }
  }
}
