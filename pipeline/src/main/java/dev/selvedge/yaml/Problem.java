package dev.selvedge.yaml;

import java.util.Comparator;

/// One thing wrong in a project's files: where, what, and what to do about it.
///
/// @param message says what is wrong, with the offending value masked where it may be personal
/// @param fix what to do; empty when the message says it already
public record Problem(Position position, String message, String fix)
    implements Comparable<Problem> {
  private static final Comparator<Problem> ORDER =
      Comparator.comparing((Problem problem) -> problem.position().file())
          .thenComparingInt(problem -> problem.position().line())
          .thenComparingInt(problem -> problem.position().column())
          .thenComparing(Problem::message);

  @Override
  public int compareTo(Problem other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return position + ": " + message + (fix.isEmpty() ? "" : " (" + fix + ")");
  }
}
