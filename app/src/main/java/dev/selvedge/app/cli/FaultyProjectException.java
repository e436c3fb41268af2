package dev.selvedge.app.cli;

import dev.selvedge.SelvedgeException;
import dev.selvedge.yaml.Problem;
import java.util.List;

/// A command needs a project that is in order, and this one is not.
final class FaultyProjectException extends SelvedgeException {
  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;

  FaultyProjectException(List<Problem> problems) {
    super("the project has problems");
    this.problems = List.copyOf(problems);
  }

  List<Problem> problems() {
    return problems;
  }
}
