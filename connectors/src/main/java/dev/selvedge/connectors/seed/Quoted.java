package dev.selvedge.connectors.seed;

/// Writes what a file says into YAML: whatever it is, it is nothing but a text there, and names no
/// variable.
final class Quoted {
  private Quoted() {}

  static String text(String text) {
    return '"' + inner(text) + '"';
  }

  /// The same without the quotation marks about it.
  static String inner(String text) {
    return text.replace("${", "$ {")
        .replaceAll(CONTROL, " ")
        .replace("\\", "\\\\")
        .replace("\"", "\\\"");
  }

  /// What may follow a `#`: one line.
  static String comment(String text) {
    return text.replaceAll(CONTROL, " ");
  }

  private static final String CONTROL = "[\\x00-\\x1f\\x7f\\x85\\u2028\\u2029]";
}
