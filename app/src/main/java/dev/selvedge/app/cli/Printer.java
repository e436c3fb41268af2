package dev.selvedge.app.cli;

import dev.selvedge.app.cli.console.Ink;
import dev.selvedge.app.cli.console.Terminal;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Prints what a command has to say, as its flags ask. Confined to one thread.
public final class Printer {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final Terminal terminal;
  private final SharedOptions options;

  public Printer(Terminal terminal, SharedOptions options) {
    this.terminal = terminal;
    this.options = options;
  }

  /// Colours as the flags and the terminal want them.
  public Ink ink() {
    return new Ink(terminal.colours() && !options.noColour() && !options.json());
  }

  /// What was asked for.
  public void line(String text) {
    terminal.out().println(text);
  }

  public void lines(List<String> lines) {
    lines.forEach(this::line);
  }

  /// The answer for scripts.
  public void json(JsonNode document) {
    line(JSON.writerWithDefaultPrettyPrinter().writeValueAsString(document));
  }

  /// What is nice to know.
  public void note(String text) {
    if (!options.quiet() && !options.json()) {
      terminal.out().println(text);
    }
  }

  /// What went wrong.
  public void complain(String text) {
    terminal.err().println(text);
  }
}
