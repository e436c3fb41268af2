package dev.selvedge.watch.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// How a project wants to be told. Immutable.
///
/// @param channels all there are, by name
/// @param routes who is told of what; where there is none, every channel is told of everything
/// @param owners by system, by the word of a kind, or by `*` for all the rest
/// @param remindEvery how often one that nobody has acknowledged is told again
/// @param gather what happens within this time is one message
public record AlarmPolicy(
    Set<String> channels,
    List<Route> routes,
    Map<String, String> owners,
    QuietHours quiet,
    Escalation escalation,
    Duration remindEvery,
    Duration gather) {
  public AlarmPolicy {
    channels = Set.copyOf(channels);
    routes = List.copyOf(routes);
    owners = Map.copyOf(owners);
  }

  /// Who is told of what. An empty set is everything.
  ///
  /// @param from alarms that are as bad as this, or worse
  public record Route(
      Set<String> to,
      Severity from,
      Set<AlarmKind> kinds,
      Set<String> owners,
      Set<String> systems) {
    public Route {
      to = Set.copyOf(to);
      kinds = Set.copyOf(kinds);
      owners = Set.copyOf(owners);
      systems = Set.copyOf(systems);
    }

    boolean takes(Alarm alarm) {
      return alarm.severity().isAtLeast(from)
          && (kinds.isEmpty() || kinds.contains(alarm.finding().kind()))
          && (owners.isEmpty() || owners.contains(alarm.owner()))
          && (systems.isEmpty() || systems.contains(alarm.finding().system()));
    }
  }

  /// What happens when nobody acknowledges an alarm.
  ///
  /// @param after how long after it was told
  /// @param from only those that are as bad as this, or worse
  /// @param to who is told then; empty for the same as before
  public record Escalation(Duration after, Severity from, Set<String> to) {
    public Escalation {
      to = Set.copyOf(to);
    }
  }

  /// Nobody is told: alarms are on the dashboard only.
  public static AlarmPolicy standard() {
    return new AlarmPolicy(
        Set.of(),
        List.of(),
        Map.of(),
        QuietHours.none(),
        new Escalation(Duration.ofMinutes(30), Severity.WARNING, Set.of()),
        Duration.ofDays(1),
        Duration.ofSeconds(30));
  }

  /// Who is to look after a finding; empty for nobody in particular.
  String owner(Finding finding) {
    String everybody = owners.getOrDefault("*", "");
    String ofKind = owners.getOrDefault(finding.kind().word(), everybody);
    return owners.getOrDefault(finding.system(), ofKind);
  }

  /// On which channels a change of an alarm is told: that it is over to all who know of it.
  Set<String> channels(Alarm alarm, Change change) {
    Set<String> chosen = new TreeSet<>();
    switch (change) {
      case RAISED, WORSENED, REMINDED -> chosen.addAll(routed(alarm));
      case ESCALATED -> chosen.addAll(escalation.to().isEmpty() ? routed(alarm) : escalation.to());
      case ACKNOWLEDGED, RECOVERED -> chosen.addAll(alarm.told());
    }
    return chosen;
  }

  private Set<String> routed(Alarm alarm) {
    if (routes.isEmpty()) {
      return channels;
    }
    Set<String> chosen = new TreeSet<>();
    routes.stream().filter(route -> route.takes(alarm)).forEach(route -> chosen.addAll(route.to()));
    return chosen;
  }

  /// When something that happens now is told.
  Instant tellAt(Severity severity, Instant now) {
    Instant soon = now.plus(gather);
    return severity == Severity.CRITICAL ? soon : quiet.over(soon);
  }
}
