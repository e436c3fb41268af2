package dev.selvedge.app.cli;

/// Colours, where they are wanted. Immutable.
///
/// @param on whether anything is coloured at all
record Ink(boolean on) {
  private static final String RESET = "\u001b[0m";

  String good(String text) {
    return paint("\u001b[32m", text);
  }

  String bad(String text) {
    return paint("\u001b[31m", text);
  }

  String strong(String text) {
    return paint("\u001b[1m", text);
  }

  String faint(String text) {
    return paint("\u001b[2m", text);
  }

  private String paint(String colour, String text) {
    return on ? colour + text + RESET : text;
  }
}
