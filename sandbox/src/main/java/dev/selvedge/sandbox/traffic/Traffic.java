package dev.selvedge.sandbox.traffic;

import dev.selvedge.sandbox.call.Tier;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/// How many calls there were, by tier and by the status of the answer.
///
/// @param counts calls by tier and status
public record Traffic(Map<Cell, Long> counts) {
  /// The status of a call whose connection was cut.
  public static final int CUT = 0;

  private static final int THROTTLED = 429;
  private static final int FIRST_ERROR = 400;

  public Traffic {
    counts = Map.copyOf(counts);
  }

  /// One sort of calls: their tier and the status of their answer.
  public record Cell(Tier tier, int status) {
    /// Answered with an error, or not at all.
    boolean failed() {
      return status == CUT || status >= FIRST_ERROR;
    }
  }

  public long calls() {
    return sum(_ -> true);
  }

  public long calls(Tier tier) {
    return sum(cell -> cell.tier == tier);
  }

  /// Calls with that status; 0 stands for a connection that was cut.
  public long withStatus(int status) {
    return sum(cell -> cell.status == status);
  }

  public long withStatus(Tier tier, int status) {
    return sum(cell -> cell.tier == tier && cell.status == status);
  }

  public long failed() {
    return sum(Cell::failed);
  }

  public long throttled() {
    return withStatus(THROTTLED);
  }

  /// The share of calls with that status, from 0 to 1; 0 if there were none.
  public double share(int status) {
    return calls() == 0 ? 0 : (double) withStatus(status) / calls();
  }

  /// As the other, among the calls of one tier.
  public double share(Tier tier, int status) {
    return calls(tier) == 0 ? 0 : (double) withStatus(tier, status) / calls(tier);
  }

  /// Calls by status.
  public Map<Integer, Long> statuses() {
    Map<Integer, Long> statuses = new TreeMap<>();
    counts.forEach((cell, calls) -> statuses.merge(cell.status, calls, Long::sum));
    return statuses;
  }

  private long sum(Predicate<Cell> wanted) {
    return counts.entrySet().stream()
        .filter(one -> wanted.test(one.getKey()))
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}
