package dev.selvedge.yaml;

import java.util.ArrayList;
import java.util.List;

/// Collects everything that is wrong, so that it is reported together. Confined to one thread.
public final class Problems {
  private final List<Problem> found = new ArrayList<>();

  /// Notes a problem that needs no advice.
  public void add(Position position, String message) {
    found.add(new Problem(position, message, ""));
  }

  /// Notes a problem with what to do about it.
  public void add(Position position, String message, String fix) {
    found.add(new Problem(position, message, fix));
  }

  /// Notes problems that were found elsewhere.
  public void addAll(List<Problem> problems) {
    found.addAll(problems);
  }

  /// Whether nothing is wrong so far.
  public boolean isEmpty() {
    return found.isEmpty();
  }

  /// All problems, by file, line and column.
  public List<Problem> sorted() {
    return found.stream().sorted().toList();
  }
}
