package dev.selvedge.testkit.patchworks;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// A run of a flow as the stand-in keeps it. Confined to the stand-in's lock.
final class FlowRun {
  /// A line of its log.
  ///
  /// @param payload empty for none
  record Line(long id, String level, String message, String payload) {}

  final long id;
  final String flow;
  final String trigger;
  final Instant startedAt;
  final List<Line> lines = new ArrayList<>();
  int status;
  Instant finishedAt = Instant.EPOCH;

  FlowRun(long id, String flow, String trigger, Instant startedAt, int status) {
    this.id = id;
    this.flow = flow;
    this.trigger = trigger;
    this.startedAt = startedAt;
    this.status = status;
  }
}
