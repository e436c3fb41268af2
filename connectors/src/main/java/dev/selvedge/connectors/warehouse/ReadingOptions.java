package dev.selvedge.connectors.warehouse;

import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Addresses;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// The options by which every warehouse is read, described once, and their reading. Immutable.
public final class ReadingOptions {
  private static final String FIRST = "2010-01-01";
  private static final Setting<String> SINCE =
      Setting.text("since", FIRST, "The day from which on records are read; older ones are not.");
  private static final Setting<Duration> OVERLAP =
      Setting.duration(
          "overlap",
          Duration.ofMinutes(5),
          Duration.ofSeconds(1),
          "How far back each poll begins again, for records that became visible late.");
  private static final Setting<Integer> RECHECK_DAYS =
      Setting.number(
          "recheck_days",
          14,
          1,
          90,
          "Records of so many days are read again from time to time, since not every change of one"
              + " moves its time.");
  private static final Setting<Duration> RECHECK_EVERY =
      Setting.duration(
          "recheck_every",
          Duration.ofHours(6),
          Duration.ofMinutes(1),
          "How often they are read again.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout",
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          "How long the system may take to answer.");

  private final Setting<Integer> pageSize;
  private final Setting<String> zone;

  /// @param most records that the system gives at once
  /// @param standardZone of the system's times, where nothing is said about it
  /// @param zoneWords what the docs say of the zone
  public ReadingOptions(int standardPage, int most, String standardZone, String zoneWords) {
    this.pageSize = Setting.number("page_size", standardPage, 2, most, "Records a call.");
    this.zone = Setting.text("zone", standardZone, zoneWords);
  }

  /// All of them, for the docs.
  public List<Option> all() {
    return Stream.<Setting<?>>of(
            SINCE,
            pageSize,
            OVERLAP,
            RECHECK_DAYS,
            RECHECK_EVERY,
            zone,
            TIMEOUT,
            Addresses.ALLOW_HTTP)
        .<Option>map(Setting::option)
        .toList();
  }

  /// Reads them; what is wrong goes to the section's problems.
  public Reading read(YamlSection section) {
    return new Reading(
        since(section),
        pageSize.read(section),
        OVERLAP.read(section),
        RECHECK_DAYS.read(section),
        RECHECK_EVERY.read(section),
        zone(section),
        TIMEOUT.read(section));
  }

  private static Instant since(YamlSection section) {
    try {
      return LocalDate.parse(SINCE.read(section)).atStartOfDay(ZoneOffset.UTC).toInstant();
    } catch (DateTimeException noDay) {
      section.problem(SINCE.key(), "'since' is not a day", "write it as in 2024-01-31");
      return Instant.EPOCH;
    }
  }

  private ZoneId zone(YamlSection section) {
    try {
      return ZoneId.of(zone.read(section));
    } catch (DateTimeException unknown) {
      section.problem(zone.key(), "'zone' is not a time zone", "write UTC or Europe/London");
      return ZoneOffset.UTC;
    }
  }

  /// The address of a system, without a slash at its end.
  ///
  /// @param setting a text
  public static URI address(YamlSection section, Setting<String> setting) {
    return Addresses.read(
        section,
        setting,
        setting.read(section),
        Addresses.ALLOW_HTTP.read(section),
        "https://wms.example.com");
  }
}
