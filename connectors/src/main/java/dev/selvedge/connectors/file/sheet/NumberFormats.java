package dev.selvedge.connectors.file.sheet;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// Which cell formats show a number as a date or a time. Immutable.
///
/// @param ids the number format of each cell format
/// @param codes the workbook's own number formats
record NumberFormats(List<Integer> ids, Map<Integer, String> codes) {
  /// Number formats that need no code, of ECMA-376 part 1, 18.8.30, with those of East Asia.
  private static final Map<Integer, Shown> BUILT_IN = builtIn();

  /// Text in quotes, escaped signs, colours and places in brackets, and signs that fill or space.
  private static final Pattern NO_PART =
      Pattern.compile("\"[^\"]*\"|\\\\.|_.|\\*.|\\[(?!h+]|m+]|s+])[^\\]]*]");

  NumberFormats {
    ids = List.copyOf(ids);
    codes = Map.copyOf(codes);
  }

  /// How a number is shown.
  enum Shown {
    NUMBER,
    DATE,
    TIME,
    DATE_AND_TIME
  }

  private static Map<Integer, Shown> builtIn() {
    Map<Integer, Shown> known = new HashMap<>();
    put(known, 14, 17, Shown.DATE);
    put(known, 18, 21, Shown.TIME);
    put(known, 22, 22, Shown.DATE_AND_TIME);
    put(known, 27, 31, Shown.DATE);
    put(known, 32, 35, Shown.TIME);
    put(known, 36, 36, Shown.DATE);
    put(known, 45, 47, Shown.TIME);
    put(known, 50, 54, Shown.DATE);
    put(known, 57, 58, Shown.DATE);
    return Map.copyOf(known);
  }

  private static void put(Map<Integer, Shown> known, int from, int to, Shown shown) {
    for (int id = from; id <= to; id++) {
      known.put(id, shown);
    }
  }

  /// How a cell of this format shows its number.
  Shown shown(int cellFormat) {
    if (cellFormat < 0 || cellFormat >= ids.size()) {
      return Shown.NUMBER;
    }
    int id = ids.get(cellFormat);
    String code = codes.get(id);
    return code == null ? BUILT_IN.getOrDefault(id, Shown.NUMBER) : shown(code);
  }

  private static Shown shown(String code) {
    String positive = NO_PART.matcher(code).replaceAll("").toLowerCase(Locale.ROOT);
    int end = positive.indexOf(';');
    String parts = end < 0 ? positive : positive.substring(0, end);
    if (parts.contains("general")) {
      return Shown.NUMBER;
    }
    boolean time = parts.indexOf('h') >= 0 || parts.indexOf('s') >= 0;
    boolean date =
        parts.indexOf('y') >= 0 || parts.indexOf('d') >= 0 || (parts.indexOf('m') >= 0 && !time);
    if (date) {
      return time ? Shown.DATE_AND_TIME : Shown.DATE;
    }
    return time ? Shown.TIME : Shown.NUMBER;
  }
}
