package dev.selvedge.connectors.value;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads comma-separated values out of an answer that is in memory as a whole (RFC 4180): fields in
/// quotes may hold commas, line ends and doubled quotes.
public final class CsvText {
  private static final char QUOTE = '"';

  private final String text;
  private final List<List<String>> rows = new ArrayList<>();
  private List<String> row = new ArrayList<>();
  private int at;

  private CsvText(String text) {
    this.text = text;
  }

  /// The rows with their fields, less those without any text; nothing where a quote stays open.
  public static Optional<List<List<String>>> rows(String text) {
    CsvText reading = new CsvText(text);
    while (reading.at <= text.length()) {
      if (!reading.field()) {
        return Optional.empty();
      }
    }
    return Optional.of(List.copyOf(reading.rows));
  }

  /// Reads a field with the comma or line end behind it.
  private boolean field() {
    StringBuilder field = new StringBuilder();
    if (at < text.length() && text.charAt(at) == QUOTE && !quoted(field)) {
      return false;
    }
    while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
      field.append(text.charAt(at++));
    }
    row.add(field.toString());
    boolean comma = at < text.length() && text.charAt(at) == ',';
    if (!comma) {
      endRow();
    }
    if (text.startsWith("\r\n", at)) {
      at++;
    }
    at++;
    return true;
  }

  private boolean quoted(StringBuilder field) {
    at++;
    while (at < text.length()) {
      char sign = text.charAt(at++);
      boolean doubled = sign == QUOTE && at < text.length() && text.charAt(at) == QUOTE;
      if (sign == QUOTE && !doubled) {
        return true;
      }
      at += doubled ? 1 : 0;
      field.append(sign);
    }
    return false;
  }

  private void endRow() {
    if (row.stream().anyMatch(each -> !each.isBlank())) {
      rows.add(List.copyOf(row));
    }
    row = new ArrayList<>();
  }
}
