package dev.selvedge.app.config.alarm;

import dev.selvedge.watch.alarm.AlarmPolicy;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/// How a project wants to be told when something is wrong, checked. Immutable.
///
/// @param link where people reach the dashboard, without a slash at the end; empty where nobody
///     says
/// @param zone whose clocks show the times in messages, and by which a day is a day
/// @param holidays days on which as little comes as on the quietest day
/// @param checkUpEvery how often systems are examined; zero for never
/// @param expiresWithin what ends within this time is an alarm
public record AlarmPlan(
    AlarmPolicy policy,
    List<ChannelPlan> channels,
    String link,
    ZoneId zone,
    Set<LocalDate> holidays,
    Duration checkUpEvery,
    Duration expiresWithin) {
  public AlarmPlan {
    channels = List.copyOf(channels);
    holidays = Set.copyOf(holidays);
  }
}
