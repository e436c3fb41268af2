package dev.selvedge.work;

import dev.selvedge.SystemName;
import java.util.List;
import java.util.Optional;

/// Whether what a target knows of the past is known here, so that people may be subscribed there.
/// Once it is, it stays so. Thread-safe.
final class PastGate {
  private final List<FirstReading> awaited;
  private volatile boolean open;

  PastGate(HubParts parts, SystemName target) {
    this.awaited =
        parts.polled().stream()
            .flatMap(polled -> polled.first().stream())
            .filter(first -> first.feed().system().equals(target))
            .toList();
    this.open = awaited.isEmpty();
  }

  /// Whether something was not known yet when it was looked last.
  boolean isClosed() {
    return !open;
  }

  /// What is not known yet. On the snapshot on which is read what is to be written: what is known
  /// there is known to both.
  Optional<FirstReading> unknown(Store.Ports ports) {
    if (open) {
      return Optional.empty();
    }
    Optional<FirstReading> first =
        awaited.stream().filter(reading -> !reading.isKnown(ports)).findFirst();
    open = first.isEmpty();
    return first;
  }
}
