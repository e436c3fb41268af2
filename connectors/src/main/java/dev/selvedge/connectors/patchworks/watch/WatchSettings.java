package dev.selvedge.connectors.patchworks.watch;

import java.time.Duration;
import java.util.Set;

/// What is watched, checked. Immutable.
///
/// @param flows only these; all when it is empty
/// @param except not these
/// @param past how far back the first reading goes
/// @param overlap how much of what was read is read again, as long runs are listed by their start
/// @param payloads how many of a run are kept at most
/// @param largestPayload in bytes
/// @param environment in which flows are started again; empty for none
public record WatchSettings(
    Set<String> flows,
    Set<String> except,
    Duration past,
    Duration overlap,
    int payloads,
    int largestPayload,
    int callsAMinute,
    String environment) {
  public WatchSettings {
    flows = Set.copyOf(flows);
    except = Set.copyOf(except);
  }

  boolean isWatched(String flow) {
    return (flows.isEmpty() || flows.contains(flow)) && !except.contains(flow);
  }
}
