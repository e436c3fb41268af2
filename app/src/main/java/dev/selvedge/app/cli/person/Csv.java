package dev.selvedge.app.cli.person;

import java.util.Arrays;
import java.util.stream.Collectors;

/// Lines of a table for spreadsheets: every cell in quotation marks (RFC 4180), and none that a
/// spreadsheet would take for a formula.
final class Csv {
  private static final String FORMULA = "=+-@\t\r";

  private Csv() {}

  static String line(String... cells) {
    return Arrays.stream(cells).map(Csv::cell).collect(Collectors.joining(","));
  }

  private static String cell(String text) {
    boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
    return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
  }
}
