package dev.selvedge.app.config.report;

import dev.selvedge.app.config.alarm.AlarmPlan;
import dev.selvedge.app.config.alarm.ChannelPlan;
import dev.selvedge.app.config.setting.Parsed;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKind;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.app.report.Audience;
import dev.selvedge.watch.report.Period;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Reads `reports`. Confined to one thread.
public final class ReportsReader {
  /// The section's name.
  public static final String SECTION = "reports";

  private static final String MAIL = "mail";

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final Pattern ADDRESS = Pattern.compile("[^\\s@<>,;\"]+@[^\\s@<>,;\"]+");
  private static final Duration LONGEST_ATTRIBUTION = Duration.ofDays(90);
  private static final int MINUTES_A_DAY = 24 * 60;

  static final Setting<Duration> ATTRIBUTED =
      Setting.standing(
          "reports.attributed_within",
          attributed(),
          "7d",
          "How long after an automation took somebody up their order counts for it, in"
              + " [orders after automations](reports.md#orders-after-automations): `1h` to `90d`.");
  static final Setting<Period> PERIOD =
      Setting.standing(
          "reports.mail.*.period",
          SettingKinds.choice(Period.class),
          "week",
          "Every report below `mail` has a name of its own. Which it is: that of each `day`, of each"
              + " `week` from Monday to Sunday, or of each `month`, when it is over.");
  static final Setting<Audience> AUDIENCE =
      Setting.standing(
          "reports.mail.*.audience",
          SettingKinds.choice(Audience.class),
          "operations",
          "[For whom](reports.md#for-whom) it is: what is shown, and what of it first.");
  static final Setting<List<String>> TO =
      Setting.standing(
          "reports.mail.*.to",
          SettingKinds.texts(),
          "",
          "Who gets it, an address or a list of them; each gets a letter of their own. Needed.");
  static final Setting<Integer> AT =
      Setting.standing(
          "reports.mail.*.at",
          SettingKinds.timeOfDay(),
          "07:00",
          "At which time of the day it is sent: the first such time after its last day is over.");
  static final Setting<Optional<ZoneId>> ZONE =
      Setting.standing(
          "reports.mail.*.zone",
          zone(),
          "",
          "By whose clocks: `Europe/London`. Leave it out for `alarms.zone`, by whose midnights days"
              + " begin and end in any case.");
  static final Setting<String> BY =
      Setting.standing(
          "reports.mail.*.by",
          SettingKinds.textOrNone(),
          "",
          "The channel of type `email` below `alarms.channels` whose mail server and sender are used;"
              + " its own `to` is not. Leave it out where there is only one.");

  private final YamlSection section;
  private final AlarmPlan alarms;
  private final Map<String, ChannelPlan.Email> senders = new TreeMap<>();

  private ReportsReader(YamlSection section, AlarmPlan alarms) {
    this.section = section;
    this.alarms = alarms;
    for (ChannelPlan channel : alarms.channels()) {
      if (channel instanceof ChannelPlan.Email email) {
        senders.put(email.name(), email);
      }
    }
  }

  /// What may stand in the section.
  public static String[] keys() {
    return new String[] {ATTRIBUTED.key(), MAIL};
  }

  /// Every setting, for the docs.
  public static List<Setting<?>> settings() {
    return List.of(ATTRIBUTED, PERIOD, AUDIENCE, TO, AT, ZONE, BY);
  }

  private static SettingKind<Duration> attributed() {
    SettingKind<Duration> duration = SettingKinds.duration(Duration.ofHours(1));
    return new SettingKind<>(
        duration.name(),
        text ->
            duration.parse(text) instanceof Parsed.Good<Duration>(Duration found)
                    && found.compareTo(LONGEST_ATTRIBUTION) > 0
                ? Parsed.bad("must be 90 days at most", "write for example 7d")
                : duration.parse(text));
  }

  private static SettingKind<Optional<ZoneId>> zone() {
    SettingKind<ZoneId> zone = SettingKinds.zone();
    return new SettingKind<>(
        zone.name(),
        text ->
            text.isEmpty()
                ? Parsed.good(Optional.empty())
                : switch (zone.parse(text)) {
                  case Parsed.Good<ZoneId>(ZoneId found) -> Parsed.good(Optional.of(found));
                  case Parsed.Bad<ZoneId>(String what, String fix) -> Parsed.bad(what, fix);
                });
  }

  /// Reads the section; what is wrong goes to its problems.
  ///
  /// @param alarms their channels send the mails
  public static Optional<ReportPlan> read(YamlSection section, AlarmPlan alarms) {
    return new ReportsReader(section, alarms).read();
  }

  private Optional<ReportPlan> read() {
    Optional<Duration> attributed = Settings.read(section, ATTRIBUTED);
    List<MailedReport> mails = new ArrayList<>();
    boolean good = attributed.isPresent();
    for (Map.Entry<String, YamlSection> one : section.named(MAIL).entrySet()) {
      Optional<MailedReport> mail = mail(one.getKey(), one.getValue());
      mail.ifPresent(mails::add);
      good &= mail.isPresent();
    }
    return good ? Optional.of(new ReportPlan(attributed.orElseThrow(), mails)) : Optional.empty();
  }

  private Optional<MailedReport> mail(String name, YamlSection mail) {
    Optional<Period> period = Settings.read(mail, PERIOD);
    Optional<Audience> audience = Settings.read(mail, AUDIENCE);
    Optional<Integer> at = Settings.read(mail, AT);
    Optional<Optional<ZoneId>> zone = Settings.read(mail, ZONE);
    List<String> to = to(mail);
    Optional<ChannelPlan.Email> by = by(mail);
    boolean named = NAME.matcher(name).matches();
    if (!named) {
      section.problem(
          MAIL,
          "'" + name + "' is not a report's name",
          "write 1 to 40 lower-case letters, digits and hyphens, beginning with a letter");
    }
    if (!named
        || period.isEmpty()
        || audience.isEmpty()
        || at.isEmpty()
        || zone.isEmpty()
        || to.isEmpty()
        || by.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new MailedReport(
            name,
            period.get(),
            audience.get(),
            to,
            // 24:00 is the midnight after, which is the same time of the day
            LocalTime.MIDNIGHT.plusMinutes(at.get() % MINUTES_A_DAY),
            zone.get().orElse(alarms.zone()),
            by.get()));
  }

  /// Those that are good; none where one is not.
  private static List<String> to(YamlSection mail) {
    List<String> to = Settings.readTexts(mail, TO).stream().map(String::strip).distinct().toList();
    if (to.isEmpty()) {
      mail.problem("to", "'to' is needed: who gets the report", "write to: ops@example.com");
    }
    List<String> bad = to.stream().filter(one -> !ADDRESS.matcher(one).matches()).toList();
    bad.forEach(
        one -> mail.problem("to", "'" + one + "' is no address", "write it like ops@example.com"));
    return bad.isEmpty() ? to : List.of();
  }

  private Optional<ChannelPlan.Email> by(YamlSection mail) {
    Optional<String> by = Settings.read(mail, BY);
    if (by.isEmpty()) {
      return Optional.empty();
    }
    String name = by.get();
    if (name.isEmpty() && senders.size() == 1) {
      return senders.values().stream().findFirst();
    }
    Optional<ChannelPlan.Email> found = Optional.ofNullable(senders.get(name));
    if (found.isEmpty()) {
      mail.problem(
          "by",
          senders.isEmpty()
              ? "no channel can send it"
              : name.isEmpty()
                  ? "'by' is needed: there is more than one channel that can send it"
                  : "there is no channel '" + name + "' of type email",
          senders.isEmpty()
              ? "declare one of type email below 'alarms: channels:'"
              : name.isEmpty()
                  ? "there are: " + String.join(", ", senders.keySet())
                  : Nearest.suggestion(name, senders.keySet()));
    }
    return found;
  }
}
