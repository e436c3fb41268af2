package dev.selvedge.app.page;

import dev.selvedge.app.flow.InTime;
import dev.selvedge.app.graph.FlowGraph;
import dev.selvedge.commerce.Orphans;
import dev.selvedge.watch.Concern;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.Severity;
import java.time.Instant;
import java.util.List;

/// The state of the whole. Immutable.
///
/// @param standing the whole in one word
/// @param people persons known
/// @param inboxWaiting records accepted and not yet resolved
/// @param due changes on their way to targets
/// @param parked what waits for a person to look
/// @param concerns what is not as usual and no alarm, or not yet
/// @param orphans orders of which only parts have come
/// @param alarms the open ones, the worst first
/// @param graph the flows as a picture
public record Overview(
    Instant at,
    Standing standing,
    long people,
    long inboxWaiting,
    long due,
    long parked,
    List<FlowLine> flows,
    List<TargetLine> targets,
    List<Concern> concerns,
    Orphans.Tally orphans,
    List<Alarm> alarms,
    FlowGraph graph) {
  public Overview {
    flows = List.copyOf(flows);
    targets = List.copyOf(targets);
    concerns = List.copyOf(concerns);
    alarms = List.copyOf(alarms);
  }

  /// One in which no alarm is open, and without a picture.
  public Overview(
      Instant at,
      Standing standing,
      long people,
      long inboxWaiting,
      long due,
      long parked,
      List<FlowLine> flows,
      List<TargetLine> targets,
      List<Concern> concerns,
      Orphans.Tally orphans) {
    this(
        at,
        standing,
        people,
        inboxWaiting,
        due,
        parked,
        flows,
        targets,
        concerns,
        orphans,
        List.of(),
        FlowGraph.NONE);
  }

  /// The same, equal to another one that shows the same: without the time it was read, and when
  /// windows of an allowance renew.
  public Overview timeless() {
    return new Overview(
        Instant.EPOCH,
        standing,
        people,
        inboxWaiting,
        due,
        parked,
        flows,
        targets.stream().map(TargetLine::timeless).toList(),
        concerns,
        orphans,
        alarms,
        graph);
  }

  /// How it looks at a glance: where an alarm is critical, not well, though changes get through.
  public Standing glance() {
    boolean critical =
        alarms.stream().anyMatch(alarm -> alarm.severity().isAtLeast(Severity.CRITICAL));
    return critical ? Standing.STUCK : standing;
  }

  /// How a flow, or the whole, is doing.
  public enum Standing {
    /// nothing was received yet
    SILENT("nothing yet"),
    /// targets hold what they should
    IN_STEP("in step"),
    /// changes are on their way
    CATCHING_UP("catching up"),
    /// changes are due and nothing gets through
    STUCK("stuck");

    private final String words;

    Standing(String words) {
      this.words = words;
    }

    /// As people read it.
    public String words() {
      return words;
    }
  }

  /// One flow.
  ///
  /// @param name `system/kind`
  /// @param target where it leads
  /// @param received records accepted, repeats not counted
  /// @param waiting changes that wait for something else first (an order for its contact)
  /// @param due changes that wait to be sent or are being sent
  /// @param delivered changes the target acknowledged
  /// @param parked what of it waits for a person to look
  /// @param inTime how much of it was told as promised
  public record FlowLine(
      String name,
      String target,
      Standing standing,
      long received,
      long waiting,
      long due,
      long delivered,
      long parked,
      Activity activity,
      InTime inTime) {}

  /// When a flow last did something, and how fresh it is.
  public sealed interface Activity {
    record Never() implements Activity {}

    record Last(Instant at, Freshness freshness) implements Activity {}
  }

  /// Time from a source's change to the target's acknowledgement, over the last hour.
  public sealed interface Freshness {
    /// Nothing was delivered in the last hour.
    record NotMeasured() implements Freshness {}

    /// Something was.
    ///
    /// @param nowMillis mean of the last minute in which something was delivered
    /// @param typicalMillis the middle of the minutes' means, each counted as often as it
    ///     delivered
    /// @param worstMillis the slowest single delivery
    record Measured(long nowMillis, long typicalMillis, long worstMillis) implements Freshness {}
  }
}
