package dev.selvedge.work.replay;

import dev.selvedge.IdSource;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.work.Store;
import java.time.InstantSource;
import java.util.List;

/// What replays are made with: the store of a project and its mapping of today. Immutable.
///
/// @param holders the targets, as planning sees them
public record ReplayParts(
    Store store,
    RecordMapper mapper,
    PlanRules rules,
    List<Holder> holders,
    InstantSource clock,
    IdSource ids) {
  public ReplayParts {
    holders = List.copyOf(holders);
  }
}
