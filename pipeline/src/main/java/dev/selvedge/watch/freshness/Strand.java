package dev.selvedge.watch.freshness;

import java.util.Comparator;

/// What freshness is measured of: one matter of one flow on its way to one target. Immutable.
///
/// @param flow `system/kind`
/// @param target the name of the system that is told
public record Strand(String flow, String target, Matter matter) implements Comparable<Strand> {
  private static final Comparator<Strand> ORDER =
      Comparator.comparing(Strand::flow)
          .thenComparing(Strand::target)
          .thenComparing(Strand::matter);

  /// The kind of record, without its system.
  public String kind() {
    return flow.substring(flow.indexOf('/') + 1);
  }

  @Override
  public int compareTo(Strand other) {
    return ORDER.compare(this, other);
  }
}
