package dev.selvedge.yaml;

import java.util.ArrayList;
import java.util.List;

/// Collects everything that is wrong, so that it is reported together. Confined to one thread.
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  public void add(Position position, String message) {
    found.add(new Problem(position, message, ""));
  }

  public void add(Position position, String message, String fix) {
    found.add(new Problem(position, message, fix));
  }

  public void addAll(List<Problem> problems) {
    found.addAll(problems);
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  /// All problems, by file, line and column.
  public List<Problem> sorted() {
    return found.stream().sorted().toList();
  }
}
