package dev.selvedge.sandbox.traffic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The calls of the account: the last ones in a ring, all of them in counters.
///
/// Safe for use by several threads.
public final class CallLog {
  /// The operation name of calls that no operation answers.
  public static final String UNKNOWN = "unknown";

  private static final int UNKNOWN_KEPT = 500;

  private final int capacity;
  private final boolean bodies;
  private final Deque<CallEntry> ring = new ArrayDeque<>();
  private final Deque<CallEntry> unknown = new ArrayDeque<>();
  private final Map<String, Count> counts = new TreeMap<>();
  private long total;

  /// @param capacity how many calls are remembered
  /// @param bodies whether their bodies are kept
  public CallLog(int capacity, boolean bodies) {
    this.capacity = capacity;
    this.bodies = bodies;
  }

  public boolean keepsBodies() {
    return bodies;
  }

  /// Remembers one call under the next number.
  public synchronized void add(CallEntry call) {
    total++;
    CallEntry numbered =
        new CallEntry(
            total,
            call.at(),
            call.method(),
            call.path(),
            call.operation(),
            call.tier(),
            call.status(),
            call.fault(),
            call.body());
    counts.merge(call.operation(), Count.of(numbered), Count::plus);
    keep(ring, numbered, capacity);
    if (call.operation().equals(UNKNOWN)) {
      keep(unknown, numbered, UNKNOWN_KEPT);
    }
  }

  private static void keep(Deque<CallEntry> ring, CallEntry call, int capacity) {
    if (ring.size() == capacity) {
      ring.removeFirst();
    }
    if (capacity > 0) {
      ring.addLast(call);
    }
  }

  /// The remembered calls, oldest first.
  public synchronized List<CallEntry> last() {
    return List.copyOf(ring);
  }

  /// The last remembered calls of which there are at most so many, newest first.
  public synchronized List<CallEntry> newest(int count) {
    List<CallEntry> newest = new ArrayList<>(ring).reversed();
    return List.copyOf(newest.subList(0, Math.min(count, newest.size())));
  }

  /// Calls under Dotdigital's prefixes that the sandbox has no operation for.
  public synchronized List<CallEntry> unknown() {
    return List.copyOf(unknown);
  }

  public synchronized long total() {
    return total;
  }

  /// Exact counts by operation name.
  public synchronized Map<String, Count> counts() {
    return new TreeMap<>(counts);
  }

  /// How often one operation was called, whatever the answer.
  public synchronized long count(String operation) {
    Count count = counts.get(operation);
    return count == null ? 0 : count.calls();
  }

  public synchronized void clear() {
    ring.clear();
    unknown.clear();
    counts.clear();
    total = 0;
  }

  /// How often one operation was called.
  ///
  /// @param tier its tier, as the rate headers name it
  /// @param calls all calls
  /// @param failed those answered with an error or not at all
  /// @param throttled those answered 429
  public record Count(String tier, long calls, long failed, long throttled) {
    static Count of(CallEntry call) {
      boolean failed = call.status() == 0 || call.status() >= 400;
      return new Count(call.tier().scope(), 1, failed ? 1 : 0, call.status() == 429 ? 1 : 0);
    }

    Count plus(Count other) {
      return new Count(
          tier, calls + other.calls, failed + other.failed, throttled + other.throttled);
    }
  }
}
