package dev.selvedge.work;

import dev.selvedge.IdSource;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.TargetedSource;
import dev.selvedge.inbox.DiskReserve;
import dev.selvedge.mapping.RecordMapper;
import dev.selvedge.plan.Holder;
import dev.selvedge.plan.PlanRules;
import dev.selvedge.send.Target;
import dev.selvedge.watch.Timetable;
import dev.selvedge.watch.trace.Tracer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/// What a hub is made of.
///
/// @param targets each is sent to by a loop of its own, so that one that fails delays no other
/// @param reserve of the disk the store is on
/// @param claimant a name for this run of this process, unlike every other run's
/// @param tracer where its spans go
public record HubParts(
    Store store,
    List<PolledFeed> polled,
    RecordMapper mapper,
    PlanRules rules,
    List<Target> targets,
    InstantSource clock,
    IdSource ids,
    RandomGenerator dice,
    DiskReserve reserve,
    String claimant,
    Tracer tracer) {
  public HubParts {
    polled = List.copyOf(polled);
    targets = List.copyOf(targets);
  }

  /// One that nobody follows.
  public HubParts(
      Store store,
      List<PolledFeed> polled,
      RecordMapper mapper,
      PlanRules rules,
      List<Target> targets,
      InstantSource clock,
      IdSource ids,
      RandomGenerator dice,
      DiskReserve reserve,
      String claimant) {
    this(store, polled, mapper, rules, targets, clock, ids, dice, reserve, claimant, Tracer.OFF);
  }

  /// The same, followed.
  public HubParts tracedBy(Tracer one) {
    return new HubParts(
        store, polled, mapper, rules, targets, clock, ids, dice, reserve, claimant, one);
  }

  /// The targets, as planning sees them.
  public List<Holder> holders() {
    return targets.stream().map(target -> new Holder(target.name(), target.facets())).toList();
  }

  /// A source and when it is asked.
  ///
  /// @param jitter each reading is later than planned by as much as this at most, so that many
  /// feeds
  ///     of one time do not all come at once
  /// @param toll what asking takes of a target's allowance
  /// @param first what waits at the target of the same name until this has been read once
  /// @param targeted reads what somebody says has changed; empty where nobody does
  public record PolledFeed(
      PolledSource source,
      Timetable when,
      Duration jitter,
      Toll toll,
      List<FirstReading> first,
      Optional<TargetedSource> targeted) {
    public PolledFeed {
      first = List.copyOf(first);
    }

    /// Of which nobody says what changed.
    public PolledFeed(
        PolledSource source, Timetable when, Duration jitter, Toll toll, List<FirstReading> first) {
      this(source, when, jitter, toll, first, Optional.empty());
    }

    /// At intervals, out of nobody's allowance.
    public PolledFeed(PolledSource source, Duration every) {
      this(source, Timetable.every(every), Duration.ZERO, Toll.FREE, List.of());
    }
  }
}
