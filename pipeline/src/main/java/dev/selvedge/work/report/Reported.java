package dev.selvedge.work.report;

import dev.selvedge.SystemName;
import dev.selvedge.audit.Audit;
import dev.selvedge.send.allowance.Scope;
import dev.selvedge.send.allowance.Window;
import dev.selvedge.watch.freshness.Goals;
import dev.selvedge.watch.freshness.Grain;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.watch.report.Span;
import dev.selvedge.watch.report.Tallies;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// All that a report tells of: a span, the one before, and how things stood when it was made. A
/// function of what is stored. Immutable.
///
/// @param before empty where nothing was counted yet when it began, or the span is not over: a part
///     is not compared with a whole
/// @param audit the last one that was begun before the span's end and is not running
/// @param allowances the windows of the targets as they stand now; past ones are not kept
/// @param madeAt the time of all of it
/// @param attributed how long after an automation took somebody up an order counts for it
public record Reported(
    Figures now,
    Optional<Figures> before,
    Optional<Audit> audit,
    List<Spent> allowances,
    Instant madeAt,
    Duration attributed) {
  private static final int AUDITS_LOOKED_AT = 400;
  private static final int ALARMS_AT_MOST = 500;

  public Reported {
    allowances = List.copyOf(allowances);
  }

  /// Where orders count for an automation as long as is usual.
  public Reported(
      Figures now,
      Optional<Figures> before,
      Optional<Audit> audit,
      List<Spent> allowances,
      Instant madeAt) {
    this(now, before, audit, allowances, madeAt, Scene.A_WEEK);
  }

  /// What a target allows in one window, and what is gone of it.
  public record Spent(String target, String scope, long limit, long taken, Instant renewsAt) {}

  /// Of whom is to be told.
  ///
  /// @param systems by name: sources, and targets that people may opt out at
  /// @param targets those that are sent to
  /// @param attributed how long after an automation took somebody up an order counts for it
  public record Scene(
      Collection<String> systems,
      Collection<SystemName> targets,
      Promises promises,
      Duration attributed) {
    private static final Duration A_WEEK = Duration.ofDays(7);

    public Scene {
      systems = List.copyOf(systems);
      targets = List.copyOf(targets);
    }

    /// Of what is read from these, and told to those.
    public static Scene of(
        Collection<SystemName> sources, Collection<SystemName> targets, Promises promises) {
      return new Scene(
          Stream.concat(sources.stream(), targets.stream())
              .map(SystemName::value)
              .distinct()
              .toList(),
          targets,
          promises,
          A_WEEK);
    }

    /// The same, where an order counts for an automation so long after.
    public Scene attributing(Duration within) {
      return new Scene(systems, targets, promises, within);
    }
  }

  /// Whether the span was over when it was read.
  public boolean isWhole() {
    return now.span().isOver(madeAt);
  }

  /// Reads it.
  public static Reported read(Store.Ports ports, Scene scene, Span span, Instant now) {
    Goals goals = scene.promises().goals(ports);
    boolean compared =
        span.isOver(now)
            && ports.tallies().first().map(first -> isCounted(first, span.before())).orElse(false);
    Optional<Figures> before =
        compared ? Optional.of(figures(ports, scene, goals, span.before(), now)) : Optional.empty();
    return new Reported(
        figures(ports, scene, goals, span, now),
        before,
        ports.audits().newest(AUDITS_LOOKED_AT, 0).stream()
            .filter(audit -> audit.state() != Audit.State.RUNNING)
            .filter(audit -> audit.startedAt().isBefore(span.end()))
            .findFirst(),
        spent(ports, scene, now),
        now,
        scene.attributed());
  }

  /// What orders placed between two times came to, for the last automation that took their person
  /// up before; by automation, and by currency.
  ///
  /// @param within how long before the order at most
  public static List<Figures.Earned> earned(
      Store.Ports ports, Instant from, Instant to, Duration within) {
    return Earnings.between(ports, from, to, within);
  }

  /// Whether the first count is from before a span, or from its first day.
  private static boolean isCounted(Instant first, Span span) {
    return !first.atZone(span.zone()).toLocalDate().isAfter(span.first());
  }

  private static Figures figures(
      Store.Ports ports, Scene scene, Goals goals, Span span, Instant now) {
    Tallies tallies = ports.tallies();
    Instant from = span.start();
    Instant to = span.end();
    List<Figures.Kept> kept = new ArrayList<>();
    Map<Strand, Histogram> told = new TreeMap<>(tallies.told(grain(from, now), from, to));
    told.forEach(
        (strand, times) ->
            goals.of(strand).ifPresent(goal -> kept.add(new Figures.Kept(strand, goal, times))));
    return new Figures(
        span,
        tallies.moved(from, to),
        kept,
        tallies.decided(scene.systems(), from, to),
        tallies.alarms(from, to, ALARMS_AT_MOST),
        tallies.replayed(from, to),
        tallies.mended(from, to),
        earned(ports, from, to, scene.attributed()));
  }

  /// Hours while they are kept; days, of UTC, are a part of a day off elsewhere.
  private static Grain grain(Instant from, Instant now) {
    return from.isBefore(now.minus(Grain.HOUR.kept())) ? Grain.DAY : Grain.HOUR;
  }

  private static List<Spent> spent(Store.Ports ports, Scene scene, Instant now) {
    List<Spent> all = new ArrayList<>();
    for (SystemName target : scene.targets()) {
      for (Window stored : ports.allowances().of(target)) {
        if (stored.limit() < Scope.UNLIMITED) {
          Window window = stored.at(now);
          all.add(
              new Spent(
                  target.value(),
                  window.scope(),
                  window.limit(),
                  window.taken().all() + window.strangers(),
                  window.renewsAt()));
        }
      }
    }
    return all;
  }
}
