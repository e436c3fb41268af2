package dev.selvedge.app.config.timetable;

import dev.selvedge.RecordKind;
import dev.selvedge.app.config.setting.Parsed;
import dev.selvedge.app.config.setting.Sections;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKind;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.connector.Feed;
import dev.selvedge.watch.Timetable;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.time.Duration;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Reads when a system's feeds are read: `every`, and `polls` for kinds that have a plan of their
/// own.
public final class PollingReader {
  private static final String POLLS = "polls";
  private static final Duration SHORTEST = Duration.ofMillis(100);

  public static final Setting<Duration> EVERY =
      Setting.standing(
          "systems.*.every",
          SettingKinds.duration(SHORTEST),
          "5m",
          "How often a system that is polled is asked for changes.");
  static final Setting<Optional<Duration>> OWN_EVERY =
      Setting.standing(
          "systems.*.polls.*.every",
          maybe(SettingKinds.duration(SHORTEST)),
          "",
          "How often this kind of record is asked for, instead of the system's `every`. The time"
              + " counts from the end of the reading before, so that a feed never overlaps itself."
              + " A hub that starts reads at once.");
  static final Setting<String> CRON =
      Setting.standing(
          "systems.*.polls.*.cron",
          SettingKinds.textOrNone(),
          "",
          "When this kind of record is asked for, in place of `every`: minute, hour, day of the"
              + " month, month, day of the week, for example `30 3 * * *` or `*/10 6-22 * * MON-FRI`;"
              + " or `@hourly`, `@daily`. What was planned while the hub was away is read once as"
              + " soon as it starts, and a kind that was never read at once.");
  static final Setting<ZoneId> ZONE =
      Setting.standing(
          "systems.*.polls.*.zone",
          SettingKinds.zone(),
          "UTC",
          "The time zone of `cron`, for example `Europe/London`.");
  static final Setting<Duration> JITTER =
      Setting.standing(
          "systems.*.polls.*.jitter",
          SettingKinds.duration(Duration.ZERO),
          "0s",
          "Each reading comes later than planned by as much as this, at random: where many hubs or"
              + " kinds have one plan, a system is not asked by all of them at once.");

  private PollingReader() {}

  private static <T> SettingKind<Optional<T>> maybe(SettingKind<T> kind) {
    return new SettingKind<>(
        kind.name(),
        text ->
            text.isEmpty()
                ? Parsed.good(Optional.empty())
                : switch (kind.parse(text)) {
                  case Parsed.Good<T>(T value) -> Parsed.good(Optional.of(value));
                  case Parsed.Bad<T>(String message, String fix) -> Parsed.bad(message, fix);
                });
  }

  public static List<Setting<?>> settings() {
    return List.of(EVERY, OWN_EVERY, CRON, ZONE, JITTER);
  }

  /// Reads when the feeds of a system are polled.
  ///
  /// @param feeds those the system has
  public static Optional<Polling> read(YamlSection system, List<Feed> feeds) {
    Optional<Duration> every = Settings.read(system, EVERY);
    Optional<Map<RecordKind, Polling.Plan>> own = own(system, feeds, every);
    return every.flatMap(
        one -> own.map(plans -> new Polling(plan(Timetable.every(one), Duration.ZERO), plans)));
  }

  /// Reads over it where the system cannot be read: its keys are no mistakes.
  public static void pass(YamlSection system) {
    system.allow(POLLS);
  }

  private static Optional<Map<RecordKind, Polling.Plan>> own(
      YamlSection system, List<Feed> feeds, Optional<Duration> every) {
    Map<RecordKind, Polling.Plan> plans = new HashMap<>();
    Optional<YamlSection> polls =
        system.has(POLLS) ? system.section(POLLS) : Optional.of(system.sectionOrEmpty(POLLS));
    if (polls.isEmpty()) {
      return Optional.empty();
    }
    boolean good = true;
    for (String kind : polls.get().keys()) {
      Optional<RecordKind> known = kind(polls.get(), kind, feeds);
      Optional<Polling.Plan> plan =
          Sections.below(polls.get(), kind).flatMap(section -> plan(section, every));
      good &= known.isPresent() && plan.isPresent();
      known.ifPresent(of -> plan.ifPresent(one -> plans.put(of, one)));
    }
    return good ? Optional.of(plans) : Optional.empty();
  }

  private static Optional<RecordKind> kind(YamlSection polls, String kind, List<Feed> feeds) {
    List<String> kinds =
        feeds.stream().map(feed -> feed.kind().value()).collect(Collectors.toList());
    if (!kinds.contains(kind)) {
      polls.problem(
          kind,
          "this system has no kind of record '" + kind + "'",
          Nearest.suggestion(kind, kinds));
      return Optional.empty();
    }
    return Optional.of(new RecordKind(kind));
  }

  private static Optional<Polling.Plan> plan(YamlSection section, Optional<Duration> standard) {
    Optional<Optional<Duration>> every = Settings.read(section, OWN_EVERY);
    Optional<String> cron = Settings.read(section, CRON);
    Optional<ZoneId> zone = Settings.read(section, ZONE);
    Optional<Duration> jitter = Settings.read(section, JITTER);
    if (every.isEmpty() || cron.isEmpty() || zone.isEmpty() || jitter.isEmpty()) {
      return Optional.empty();
    }
    if (cron.get().isEmpty()) {
      return every.get().or(() -> standard).map(rest -> plan(Timetable.every(rest), jitter.get()));
    }
    if (every.get().isPresent()) {
      section.problem("cron", "'every' and 'cron' are both given", "leave one of them out");
      return Optional.empty();
    }
    return Timetables.cron(section, "cron", cron.get(), zone.get())
        .map(when -> plan(when, jitter.get()));
  }

  private static Polling.Plan plan(Timetable when, Duration jitter) {
    return new Polling.Plan(when, jitter);
  }
}
