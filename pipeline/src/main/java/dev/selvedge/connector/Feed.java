package dev.selvedge.connector;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;

/// One kind of record of one system: the unit of polling, of cursors and of flows.
public record Feed(SystemName system, RecordKind kind) implements Comparable<Feed> {
  @Override
  public int compareTo(Feed other) {
    int bySystem = system.compareTo(other.system);
    return bySystem != 0 ? bySystem : kind.compareTo(other.kind);
  }

  @Override
  public String toString() {
    return system.value() + '/' + kind.value();
  }
}
