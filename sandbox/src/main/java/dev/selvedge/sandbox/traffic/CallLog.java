package dev.selvedge.sandbox.traffic;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// The calls of the account: the last ones in a ring, all of them in counters by operation, tier
/// and status, and by the minute.
///
/// Memory is bounded whatever happens. Safe for use by several threads.
public final class CallLog {
  /// The operation name of calls that no operation answers.
  public static final String UNKNOWN = "unknown";

  private static final int UNKNOWN_KEPT = 500;

  private final int capacity;
  private final boolean bodies;
  private final Deque<CallEntry> ring = new ArrayDeque<>();
  private final Deque<CallEntry> unknown = new ArrayDeque<>();
  private final Map<String, OperationCalls> operations = new TreeMap<>();
  private final Minutes minutes = new Minutes();
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
    operations
        .computeIfAbsent(call.operation(), _ -> new OperationCalls(call.tier()))
        .add(numbered);
    minutes.add(numbered);
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
    Map<String, Count> counts = new TreeMap<>();
    operations.forEach(
        (name, calls) -> {
          Traffic traffic = calls.traffic();
          counts.put(
              name,
              new Count(
                  calls.tier().scope(), traffic.calls(), traffic.failed(), traffic.throttled()));
        });
    return counts;
  }

  /// How often one operation was called, whatever the answer.
  public synchronized long count(String operation) {
    return traffic(operation).calls();
  }

  /// All calls so far by tier and status.
  public synchronized Traffic traffic() {
    return sum(operations.values().stream().map(OperationCalls::traffic).toList());
  }

  /// The calls of one operation, such as `PATCH /contacts/v3/{identifier}/{value}`.
  public synchronized Traffic traffic(String operation) {
    OperationCalls calls = operations.get(operation);
    return calls == null ? new Traffic(Map.of()) : calls.traffic();
  }

  /// The calls of the minutes that begin in a stretch of time, as far as they are remembered.
  public synchronized Traffic traffic(Instant from, Instant until) {
    return sum(
        minutes.all().stream()
            .filter(minute -> !minute.start.isBefore(from) && minute.start.isBefore(until))
            .map(Minute::traffic)
            .toList());
  }

  /// The last 1440 minutes in which there were calls, oldest first.
  public synchronized List<Minute> minutes() {
    return minutes.all();
  }

  /// When the last calls of an operation (at most 16,384) came in, oldest first.
  public synchronized List<Instant> instants(String operation) {
    OperationCalls calls = operations.get(operation);
    return calls == null ? List.of() : calls.instants();
  }

  private static Traffic sum(List<Traffic> parts) {
    Map<Traffic.Cell, Long> sum = new HashMap<>();
    for (Traffic part : parts) {
      part.counts().forEach((cell, calls) -> sum.merge(cell, calls, Long::sum));
    }
    return new Traffic(sum);
  }

  public synchronized void clear() {
    ring.clear();
    unknown.clear();
    operations.clear();
    minutes.clear();
    total = 0;
  }

  /// How often one operation was called.
  ///
  /// @param tier its tier, as the rate headers name it
  /// @param calls all calls
  /// @param failed those answered with an error or not at all
  /// @param throttled those answered 429
  public record Count(String tier, long calls, long failed, long throttled) {}

  /// The calls that came in one minute of the sandbox's clock.
  public record Minute(Instant start, Traffic traffic) {}
}
