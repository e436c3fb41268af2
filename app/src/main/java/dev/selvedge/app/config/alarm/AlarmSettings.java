package dev.selvedge.app.config.alarm;

import dev.selvedge.Secret;
import dev.selvedge.app.config.alarm.ChannelPlan.Security;
import dev.selvedge.app.config.setting.Parsed;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKind;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Severity;
import java.net.URI;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Every setting below `alarms:`, described once; `docs/alarms.md` says what alarms there are.
final class AlarmSettings {
  private static final int MAX_PORT = 65_535;
  private static final Duration SHORTEST = Duration.ofMinutes(1);

  static final Setting<String> LINK =
      Setting.standing(
          "alarms.link",
          SettingKinds.webAddressOrNone(),
          "",
          "Where people reach the dashboard, for the links in messages:"
              + " `https://selvedge.example.com`. Without it messages name the page only.");
  static final Setting<ZoneId> ZONE =
      Setting.standing(
          "alarms.zone",
          SettingKinds.zone(),
          "UTC",
          "The time zone of quiet hours, of times in messages and of what is usual at an hour of a"
              + " weekday: `Europe/London`.");
  static final Setting<Duration> GATHER =
      Setting.standing(
          "alarms.gather",
          SettingKinds.duration(Duration.ZERO),
          "30s",
          "What happens within this time is one message.");
  static final Setting<Duration> REMIND_EVERY =
      Setting.standing(
          "alarms.remind_every",
          SettingKinds.duration(SHORTEST),
          "24h",
          "How often an alarm that nobody has acknowledged is told again.");
  static final Setting<Integer> QUIET_FROM =
      Setting.standing(
          "alarms.quiet.from",
          SettingKinds.timeOfDay(),
          "00:00",
          "From which time of the day on only what is critical is told: `\"22:00\"`. The rest is told"
              + " when the quiet hours end. The same as `to` for no quiet hours.");
  static final Setting<Integer> QUIET_TO =
      Setting.standing(
          "alarms.quiet.to",
          SettingKinds.timeOfDay(),
          "00:00",
          "Until when, perhaps of the next day: `\"07:00\"`. Summer time is minded.");
  static final Setting<List<DayOfWeek>> QUIET_DAYS =
      Setting.standing(
          "alarms.quiet.days",
          SettingKinds.days(),
          "",
          "Days that are quiet from midnight to midnight: `[sat, sun]`.");
  static final Setting<Duration> ESCALATE_AFTER =
      Setting.standing(
          "alarms.escalate.after",
          SettingKinds.duration(SHORTEST),
          "30m",
          "How long after an alarm was told it is told once more if nobody has acknowledged it.");
  static final Setting<Severity> ESCALATE_FROM =
      Setting.standing(
          "alarms.escalate.from",
          SettingKinds.choice(Severity.class),
          "warning",
          "Only alarms that are as bad as this, or worse.");
  static final Setting<List<String>> ESCALATE_TO =
      Setting.standing(
          "alarms.escalate.to",
          SettingKinds.texts(),
          "",
          "The channels on which that is told. Leave it out for those that were told before.");
  static final Setting<List<LocalDate>> HOLIDAYS =
      Setting.standing(
          "alarms.holidays",
          days(),
          "",
          "Days on which systems may be as quiet as on a Sunday: `[2026-12-25, 2026-12-26]`. With"
              + " them a flow that rests at weekends is known to be silent within hours of a"
              + " working day, and without them only after the longest pause it ever made.");
  static final Setting<Duration> CHECK_UP_EVERY =
      Setting.standing(
          "alarms.check_up_every",
          SettingKinds.duration(Duration.ZERO),
          "6h",
          "How often every system is examined as `selvedge check --online` does: whether its"
              + " webhook subscriptions are there, what ends soon. `0s` for never.");
  static final Setting<Duration> EXPIRES_WITHIN =
      Setting.standing(
          "alarms.expires_within",
          SettingKinds.duration(SHORTEST),
          "21d",
          "A TLS certificate or token that ends within this time is an alarm.");

  static final Setting<Type> TYPE =
      Setting.required(
          "alarms.channels.*.type",
          SettingKinds.choice(Type.class),
          "What kind of channel it is; [each has a section of its own](alarms.md#channels).");
  static final Setting<Secret> URL =
      Setting.standing(
          "alarms.channels.*.url",
          address(),
          "",
          "Where messages are posted: the incoming webhook of `slack`, the workflow's webhook of"
              + " `teams`, the address of a `webhook`; best as `${env:…}`, since who knows it may"
              + " write there. Of `pagerduty` only for accounts in the EU:"
              + " `https://events.eu.pagerduty.com/v2/enqueue`.");
  static final Setting<Secret> SECRET =
      Setting.standing(
          "alarms.channels.*.secret",
          SettingKinds.secretOrNone(),
          "",
          "Of a `webhook`: what its calls are signed with, as Standard Webhooks says; at least 16"
              + " characters, or a key behind `whsec_`.");
  static final Setting<Secret> KEY =
      Setting.standing(
          "alarms.channels.*.key",
          new SettingKind<>("secret", text -> Parsed.good(new Secret(text.strip()))),
          "",
          "Of `pagerduty`: the integration key of a service (Events API v2).");
  static final Setting<String> HOST =
      Setting.standing(
          "alarms.channels.*.host", SettingKinds.textOrNone(), "", "Of `email`: the SMTP server.");
  static final Setting<Integer> PORT =
      Setting.standing(
          "alarms.channels.*.port",
          SettingKinds.wholeNumber(1, MAX_PORT),
          "587",
          "Of `email`: its port.");
  static final Setting<Security> SECURITY =
      Setting.standing(
          "alarms.channels.*.security",
          SettingKinds.choice(Security.class),
          "starttls",
          "Of `email`: `starttls` as on port 587, `tls` as on port 465, or `none`, which sends"
              + " passwords in the clear.");
  static final Setting<String> USER =
      Setting.standing(
          "alarms.channels.*.user",
          SettingKinds.textOrNone(),
          "",
          "Of `email`: who logs in at the server. Leave it out for no log-in.");
  static final Setting<Secret> PASSWORD =
      Setting.standing(
          "alarms.channels.*.password",
          new SettingKind<>("secret", text -> Parsed.good(new Secret(text))),
          "",
          "Of `email`: that user's password, best as `${env:…}`.");
  static final Setting<String> FROM =
      Setting.standing(
          "alarms.channels.*.from",
          SettingKinds.textOrNone(),
          "",
          "Of `email`: the sender, `Selvedge <hub@example.com>`.");
  static final Setting<List<String>> TO =
      Setting.standing(
          "alarms.channels.*.to",
          SettingKinds.texts(),
          "",
          "Of `email`: who gets it, an address or a list of them.");

  static final Setting<List<String>> ROUTE_TO =
      Setting.standing(
          "alarms.routes.to",
          SettingKinds.texts(),
          "",
          "`routes` is a list; each entry says which channels are told of what. Without any, every"
              + " channel is told of everything.");
  static final Setting<Severity> ROUTE_FROM =
      Setting.standing(
          "alarms.routes.from",
          SettingKinds.choice(Severity.class),
          "info",
          "Only alarms that are as bad as this, or worse.");
  static final Setting<List<AlarmKind>> ROUTE_KINDS =
      Setting.standing(
          "alarms.routes.kinds",
          kinds(),
          "",
          "Only these [kinds of alarms](alarms.md#what-is-an-alarm). Leave it out for all.");
  static final Setting<List<String>> ROUTE_OWNERS =
      Setting.standing(
          "alarms.routes.owners",
          SettingKinds.texts(),
          "",
          "Only alarms of these owners. Leave it out for all.");
  static final Setting<List<String>> ROUTE_SYSTEMS =
      Setting.standing(
          "alarms.routes.systems",
          SettingKinds.texts(),
          "",
          "Only alarms about these systems. Leave it out for all.");

  static final List<Setting<?>> ALL =
      List.of(
          LINK,
          ZONE,
          GATHER,
          REMIND_EVERY,
          QUIET_FROM,
          QUIET_TO,
          QUIET_DAYS,
          ESCALATE_AFTER,
          ESCALATE_FROM,
          ESCALATE_TO,
          HOLIDAYS,
          CHECK_UP_EVERY,
          EXPIRES_WITHIN,
          TYPE,
          URL,
          SECRET,
          KEY,
          HOST,
          PORT,
          SECURITY,
          USER,
          PASSWORD,
          FROM,
          TO,
          ROUTE_TO,
          ROUTE_FROM,
          ROUTE_KINDS,
          ROUTE_OWNERS,
          ROUTE_SYSTEMS);

  private AlarmSettings() {}

  /// What kinds of channels there are.
  enum Type {
    EMAIL,
    SLACK,
    TEAMS,
    PAGERDUTY,
    WEBHOOK
  }

  /// An address that is as good as a password.
  private static SettingKind<Secret> address() {
    SettingKind<URI> endpoint = SettingKinds.endpoint();
    return new SettingKind<>(
        "secret",
        text ->
            text.isEmpty()
                ? Parsed.good(new Secret(""))
                : switch (endpoint.parse(text)) {
                  case Parsed.Good<URI> ignored -> Parsed.good(new Secret(text));
                  case Parsed.Bad<URI>(String what, String fix) -> Parsed.bad(what, fix);
                });
  }

  private static SettingKind<List<AlarmKind>> kinds() {
    String all =
        Arrays.stream(AlarmKind.values()).map(AlarmKind::word).collect(Collectors.joining(", "));
    return mapped(
        SettingKinds.list(
            "kind",
            text -> AlarmKind.ofWord(text.strip()).map(AlarmKind::word),
            "write some of " + all),
        word -> AlarmKind.ofWord(word).orElseThrow());
  }

  private static SettingKind<List<LocalDate>> days() {
    return mapped(
        SettingKinds.list("day", AlarmSettings::day, "write it like 2026-12-25"), LocalDate::parse);
  }

  private static Optional<String> day(String text) {
    try {
      return Optional.of(LocalDate.parse(text.strip()).toString());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static <T> SettingKind<List<T>> mapped(
      SettingKind<List<String>> texts, Function<String, T> to) {
    return new SettingKind<>(
        texts.name(),
        text ->
            switch (texts.parse(text)) {
              case Parsed.Good<List<String>>(List<String> read) ->
                  Parsed.good(read.stream().map(to).toList());
              case Parsed.Bad<List<String>>(String what, String fix) -> Parsed.bad(what, fix);
            });
  }
}
