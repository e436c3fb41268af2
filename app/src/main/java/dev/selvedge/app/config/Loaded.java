package dev.selvedge.app.config;

import dev.selvedge.yaml.Problem;
import java.util.List;

/// What loading a project came to.
public sealed interface Loaded {
  record Ready(Project project) implements Loaded {}

  /// Everything that is wrong, by file, line and column.
  record Faulty(List<Problem> problems) implements Loaded {
    public Faulty {
      problems = List.copyOf(problems);
    }
  }
}
