package dev.selvedge.work;

import dev.selvedge.IdSource;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.send.Target;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;

/// What a hub is made of.
///
/// @param reserve of the disk the store is on
/// @param claimant a name for this run of this process, unlike every other run's
public record HubParts(
    Store store,
    List<PolledFeed> polled,
    RecordMapper mapper,
    PlanRules rules,
    Target target,
    InstantSource clock,
    IdSource ids,
    RandomGenerator dice,
    DiskReserve reserve,
    String claimant) {
  public HubParts {
    polled = List.copyOf(polled);
  }

  /// A source and how often it is asked.
  public record PolledFeed(PolledSource source, Duration every) {}
}
