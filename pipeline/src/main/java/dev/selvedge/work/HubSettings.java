package dev.selvedge.work;

import dev.selvedge.send.Backoff;
import dev.selvedge.send.Dispatch;
import java.time.Duration;

/// How the loops work. Immutable.
///
/// @param batch records resolved in one transaction; intake waits for it, so it stays small
/// @param page records asked of a polled source at once
/// @param calls single calls under way at once
/// @param jobs open imports at once, by facet; the rest of the account's allowance is for others
/// @param claimFor how long a claim holds before others may take it
/// @param keepBodies how long raw bodies of settled records are kept
/// @param stopWithin how long a graceful stop may take
public record HubSettings(
    int batch,
    int page,
    int calls,
    int jobs,
    Dispatch dispatch,
    Backoff backoff,
    Duration claimFor,
    Duration keepBodies,
    Duration stopWithin) {

  /// What is used unless a project says otherwise.
  public static HubSettings standard() {
    return new HubSettings(
        256,
        1000,
        8,
        3,
        new Dispatch(20, Duration.ofSeconds(2)),
        new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(15)),
        Duration.ofMinutes(5),
        Duration.ofDays(30),
        Duration.ofSeconds(20));
  }

  public HubSettings withDispatch(Dispatch other) {
    return new HubSettings(
        batch, page, calls, jobs, other, backoff, claimFor, keepBodies, stopWithin);
  }

  public HubSettings withBackoff(Backoff other) {
    return new HubSettings(
        batch, page, calls, jobs, dispatch, other, claimFor, keepBodies, stopWithin);
  }

  public HubSettings withKeepBodies(Duration other) {
    return new HubSettings(
        batch, page, calls, jobs, dispatch, backoff, claimFor, other, stopWithin);
  }
}
