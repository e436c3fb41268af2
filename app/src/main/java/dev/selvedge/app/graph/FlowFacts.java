package dev.selvedge.app.graph;

import dev.selvedge.app.flow.InTime;

/// What is known of one flow before it is drawn. Immutable.
///
/// @param flow `system/kind`
/// @param configured whether the project has it; others only the store knows
/// @param began whether anything of it ever came or was told
/// @param stuck whether changes of it are due and nothing gets through
/// @param queued changes on their way or waiting for something else
/// @param parked what of it waits for a person to look
/// @param lastHour records that came in the last hour
/// @param inTime how much of it was told as promised
public record FlowFacts(
    String flow,
    boolean configured,
    boolean began,
    boolean stuck,
    long queued,
    long parked,
    long lastHour,
    InTime inTime) {

  String system() {
    return flow.substring(0, flow.indexOf('/'));
  }

  String kind() {
    return flow.substring(flow.indexOf('/') + 1);
  }

  static FlowFacts untouched(String flow) {
    return new FlowFacts(flow, false, false, false, 0, 0, 0, InTime.NOTHING);
  }
}
