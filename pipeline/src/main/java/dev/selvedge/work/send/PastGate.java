package dev.selvedge.work.send;

import dev.selvedge.SystemName;
import dev.selvedge.mapping.Topic;
import dev.selvedge.work.FirstReading;
import dev.selvedge.work.HubParts;
import dev.selvedge.work.Store;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Of which topics what a target knows of the past is known here, so that opt-ins to them may be
/// told there. Once it is known of a topic, it stays so. Thread-safe.
final class PastGate {
  private final List<FirstReading> awaited;
  private volatile Set<Topic> closed;

  PastGate(HubParts parts, SystemName target) {
    this.awaited =
        parts.polled().stream()
            .flatMap(polled -> polled.first().stream())
            .filter(first -> first.feed().system().equals(target))
            .toList();
    this.closed = Set.copyOf(awaited.stream().map(FirstReading::topic).toList());
  }

  /// The topics of which something was not known yet when it was looked last.
  Set<Topic> closed() {
    return closed;
  }

  /// What is not known yet, by topic. On the snapshot on which is read what is to be written, and
  /// before that is: what is known there is known to both.
  Map<Topic, FirstReading> unknown(Store.Ports ports) {
    Set<Topic> before = closed;
    Map<Topic, FirstReading> unknown = new HashMap<>();
    for (FirstReading reading : awaited) {
      if (before.contains(reading.topic()) && !reading.isKnown(ports)) {
        unknown.putIfAbsent(reading.topic(), reading);
      }
    }
    open(before, unknown.keySet());
    return unknown;
  }

  /// Somebody else may have seen more meanwhile.
  private synchronized void open(Set<Topic> looked, Set<Topic> unknown) {
    closed =
        Set.copyOf(
            closed.stream()
                .filter(topic -> !looked.contains(topic) || unknown.contains(topic))
                .toList());
  }
}
