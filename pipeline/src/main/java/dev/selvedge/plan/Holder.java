package dev.selvedge.plan;

import dev.selvedge.SystemName;
import java.util.Set;

/// A target, as planning sees it: which facets it is to hold. Immutable.
public record Holder(SystemName target, Set<Facet> facets) {
  public Holder {
    facets = Set.copyOf(facets);
  }
}
