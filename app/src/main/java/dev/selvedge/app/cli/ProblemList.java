package dev.selvedge.app.cli;

import dev.selvedge.app.cli.console.Ink;
import dev.selvedge.yaml.Problem;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Shows problems to people and scripts.
final class ProblemList {
  private ProblemList() {}

  static void print(List<Problem> problems, Printer printer) {
    Ink ink = printer.ink();
    for (Problem problem : problems) {
      printer.line(ink.strong(problem.position().toString()) + ": " + problem.message());
      if (!problem.fix().isEmpty()) {
        printer.line("    → " + problem.fix());
      }
    }
  }

  static ArrayNode json(List<Problem> problems) {
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (Problem problem : problems) {
      list.addObject()
          .put("file", problem.position().file())
          .put("line", problem.position().line())
          .put("column", problem.position().column())
          .put("message", problem.message())
          .put("fix", problem.fix());
    }
    return list;
  }
}
