package dev.selvedge.work;

import dev.selvedge.privacy.Leftovers;
import dev.selvedge.send.SendRules;
import java.time.Duration;
import java.util.Map;

/// How the loops work. Immutable.
///
/// @param batch records resolved in one transaction; intake waits for it, so it stays small
/// @param page records asked of a polled source at once
/// @param sending how what is due is sent
/// @param lease how long a run that says nothing counts as alive; then others take over its work
/// @param keepBodies how long raw bodies of settled records are kept
/// @param keep how long other kinds are kept; one that is missing is kept for ever
/// @param stopWithin how long a graceful stop may take
/// @param orphansAfter how long parts may wait for their order before people are told
public record HubSettings(
    int batch,
    int page,
    SendRules sending,
    Duration lease,
    Duration keepBodies,
    Map<Leftovers.Kind, Duration> keep,
    Duration stopWithin,
    Duration orphansAfter) {
  private static final Duration ORPHANS_AFTER = Duration.ofDays(1);

  public HubSettings {
    keep = Map.copyOf(keep);
  }

  /// People are told of orphans after a day.
  public HubSettings(
      int batch,
      int page,
      SendRules sending,
      Duration lease,
      Duration keepBodies,
      Map<Leftovers.Kind, Duration> keep,
      Duration stopWithin) {
    this(batch, page, sending, lease, keepBodies, keep, stopWithin, ORPHANS_AFTER);
  }

  /// What is used unless a project says otherwise.
  public static HubSettings standard() {
    return new HubSettings(
        256,
        1000,
        SendRules.standard(),
        Duration.ofMinutes(1),
        Duration.ofDays(30),
        Map.of(),
        Duration.ofSeconds(20));
  }

  /// With another size of what one transaction resolves.
  ///
  /// @param other so many records or wishes at most
  public HubSettings withBatch(int other) {
    return new HubSettings(other, page, sending, lease, keepBodies, keep, stopWithin, orphansAfter);
  }

  /// The same with other rules of sending.
  public HubSettings withSending(SendRules other) {
    return new HubSettings(batch, page, other, lease, keepBodies, keep, stopWithin, orphansAfter);
  }

  /// The same, keeping the bodies of records for this long.
  public HubSettings withKeepBodies(Duration other) {
    return new HubSettings(batch, page, sending, lease, other, keep, stopWithin, orphansAfter);
  }

  /// The same, keeping what is left over for these times.
  public HubSettings withKeep(Map<Leftovers.Kind, Duration> other) {
    return new HubSettings(
        batch, page, sending, lease, keepBodies, other, stopWithin, orphansAfter);
  }

  /// The same, telling of parts without their order after this time.
  public HubSettings withOrphansAfter(Duration other) {
    return new HubSettings(batch, page, sending, lease, keepBodies, keep, stopWithin, other);
  }
}
