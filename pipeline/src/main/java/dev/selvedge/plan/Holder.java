package dev.selvedge.plan;

import dev.selvedge.SystemName;
import java.util.Set;

/// A target, as planning sees it: which facets it is to hold. Who holds consent holds nothing else:
/// it is the system that has the records. Immutable.
public record Holder(SystemName target, Set<Facet> facets) {
  public Holder {
    facets = Set.copyOf(facets);
  }
}
