package dev.selvedge.dotdigital.program;

import dev.selvedge.dotdigital.json.Unreadable;
import dev.selvedge.dotdigital.json.Word;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A contact whom an enrolment did not let in, a line of the fault report. Immutable; the address
/// is masked in its text form.
///
/// @param contactId Dotdigital's number of the contact as text, empty when not told
/// @param email empty when not told
/// @param reason such as `AlreadyInProgram` or, as the vendor's sample spells it, `Unsubcribed`
public record EnrolmentFault(String contactId, String email, Word reason) {
  private static final List<String> COLUMNS = List.of("id", "email", "telephonenumber", "reason");

  /// Reads the report: comma-separated with a line of names (Dotdigital OpenAPI: programs). Columns
  /// are found by name, in any order; without that line they are taken in the documented order.
  ///
  /// @throws Unreadable when it is no such report
  static List<EnrolmentFault> readAll(String report) {
    List<List<String>> lines = lines(report);
    Map<String, Integer> columns = positions(COLUMNS);
    var faults = new ArrayList<EnrolmentFault>();
    for (List<String> line : lines) {
      List<String> lower = line.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
      if (lower.contains("reason")) {
        columns = positions(lower);
      } else if (line.size() < columns.size()) {
        throw new Unreadable("a line of the fault report has too few columns");
      } else {
        String id = line.get(columns.getOrDefault("id", 0));
        String email = line.get(columns.getOrDefault("email", 0));
        faults.add(
            new EnrolmentFault(
                id.matches("\\d{1,18}") ? id : "",
                email.contains("@") ? email : "",
                new Word(line.get(columns.getOrDefault("reason", 0)))));
      }
    }
    return List.copyOf(faults);
  }

  private static Map<String, Integer> positions(List<String> names) {
    var positions = new HashMap<String, Integer>();
    for (int i = 0; i < names.size(); i++) {
      positions.put(names.get(i), i);
    }
    return positions;
  }

  private static List<List<String>> lines(String report) {
    var lines = new ArrayList<List<String>>();
    String text = report.startsWith("\uFEFF") ? report.substring(1) : report;
    text.lines().filter(line -> !line.isBlank()).forEach(line -> lines.add(cells(line)));
    return lines;
  }

  private static List<String> cells(String line) {
    var cells = new ArrayList<String>();
    var cell = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (c == '"') {
        // Two of them inside a quoted cell stand for one.
        if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
          cell.append(c);
          i++;
        } else {
          quoted = !quoted;
        }
      } else if (c == ',' && !quoted) {
        cells.add(cell.toString().strip());
        cell.setLength(0);
      } else {
        cell.append(c);
      }
    }
    cells.add(cell.toString().strip());
    return cells;
  }

  @Override
  public String toString() {
    return "EnrolmentFault[" + contactId + ", reason=" + reason + "]";
  }
}
