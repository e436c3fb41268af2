package dev.selvedge.app.cli.console;

/// Colours, where they are wanted. Immutable.
///
/// @param on whether anything is coloured at all
public record Ink(boolean on) {
  private static final String RESET = "\u001b[0m";

  public String good(String text) {
    return paint("\u001b[32m", text);
  }

  public String bad(String text) {
    return paint("\u001b[31m", text);
  }

  public String strong(String text) {
    return paint("\u001b[1m", text);
  }

  public String faint(String text) {
    return paint("\u001b[2m", text);
  }

  private String paint(String colour, String text) {
    return on ? colour + text + RESET : text;
  }
}
