package dev.selvedge.app.alarm;

import dev.selvedge.SystemName;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Severity;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// Looks when the tokens, keys and secrets end of which the project says so. Systems do not tell:
/// what a connector fetches for itself is fetched anew, and the secret it does that with ends when
/// whoever made it said. Immutable.
final class Tokens implements Check {
  /// From then on somebody has to act now.
  private static final Duration URGENT = Duration.ofDays(3);

  private final Map<SystemName, LocalDate> ends;
  private final Duration within;
  private final ZoneId zone;

  /// Looks at the given days.
  ///
  /// @param ends the day on which each ends; it counts from its first minute
  /// @param within what ends within this time is an alarm
  /// @param zone in which a day is a day
  Tokens(Map<SystemName, LocalDate> ends, Duration within, ZoneId zone) {
    this.ends = new TreeMap<>(ends);
    this.within = within;
    this.zone = zone;
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.TOKEN);
  }

  @Override
  public Sight look(Instant now) {
    List<Finding> findings = new ArrayList<>();
    ends.forEach(
        (system, day) -> {
          Instant end = day.atStartOfDay(zone).toInstant();
          if (end.isBefore(now.plus(within))) {
            findings.add(finding(system, day, end, now));
          }
        });
    return Sight.of(findings);
  }

  private static Finding finding(SystemName system, LocalDate day, Instant end, Instant now) {
    boolean over = !end.isAfter(now);
    long days = Duration.between(now, end).toDays();
    String left = days < 1 ? "in less than a day" : "in " + days + (days == 1 ? " day" : " days");
    return new Finding(
        AlarmKind.TOKEN,
        system.value(),
        end.isBefore(now.plus(URGENT)) ? Severity.CRITICAL : Severity.WARNING,
        now,
        new Finding.Words(
            "By what the project says, the credentials of '"
                + system
                + "' "
                + (over ? "have ended on " + day + "." : "end " + left + ", on " + day + "."),
            over
                ? "As soon as '" + system + "' refuses them, nothing is read or written there."
                : "Nobody yet; then '" + system + "' refuses the hub.",
            over ? "It goes on for as long as they are taken." : "It goes on as usual.",
            "Get new ones, put them where the project reads them, and write the day on which those"
                + " end into `credentials_expire` of '"
                + system
                + "'. The hub reads both when it is started again."),
        "/connections");
  }
}
