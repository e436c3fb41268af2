package dev.selvedge.app.config;

import dev.selvedge.Secret;
import dev.selvedge.SystemName;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.dotdigital.inward.InwardSettings;
import dev.selvedge.dotdigital.inward.InwardSettings.Events;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.yaml.YamlSection;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Reads `dotdigital.inward`, and describes its settings. Which lists and preferences are read is
/// said in `consent`, since they are written as well.
final class InwardReader {
  private static final Duration SHORTEST_EVERY = Duration.ofMillis(100);
  private static final Duration SHORTEST_OVERLAP = Duration.ofMinutes(1);

  static final Setting<Duration> EVERY =
      Setting.standing(
          "dotdigital.inward.every",
          SettingKinds.duration(SHORTEST_EVERY),
          "15m",
          "How often Dotdigital is asked who opted out, bounced, complained or subscribed again:"
              + " see [opt-outs](opt-outs.md).");
  static final Setting<Duration> OVERLAP =
      Setting.standing(
          "dotdigital.inward.overlap",
          SettingKinds.duration(SHORTEST_OVERLAP),
          "24h",
          "How far each reading reaches back behind the one before, because the feeds' delay is not"
              + " documented. What is read twice is recognised. Changed contacts are read an hour"
              + " back, and so far every six hours: most of them are the hub's own writes.");
  static final Setting<Boolean> WAIT_FOR_PAST =
      Setting.standing(
          "dotdigital.inward.wait_for_past_opt_outs",
          SettingKinds.flag(),
          "true",
          "Whether nobody is subscribed before Dotdigital's past opt-outs have been read once: an"
              + " older opt-in of a shop would bring back, or ask by e-mail, who left before the"
              + " hub was there. `false` lets them go at once, also where that feed cannot be"
              + " read.");
  static final Setting<String> LAST_SUBSCRIBED =
      Setting.standing(
          "dotdigital.inward.last_subscribed",
          SettingKinds.text(),
          "LASTSUBSCRIBED",
          "The data field with the time of the last subscription; accounts of another language call"
              + " it otherwise.");
  static final Setting<Boolean> PAST_OPT_INS =
      Setting.standing(
          "dotdigital.inward.past_opt_ins",
          SettingKinds.flag(),
          "false",
          "Whether subscriptions count as opt-ins that are older than the hub's first reading."
              + " Dotdigital subscribes whom it is not told otherwise about, so they may be"
              + " nobody's decision.");
  static final Setting<Boolean> SMS_OPT_INS =
      Setting.standing(
          "dotdigital.inward.sms_opt_ins",
          SettingKinds.flag(),
          "false",
          "Whether `subscribed` for SMS counts as an opt-in. An account can subscribe new numbers"
              + " by itself. SMS opt-outs always count.");
  static final Setting<Events> EVENTS =
      Setting.standing(
          "dotdigital.inward.events",
          SettingKinds.choice(Events.class),
          "off",
          "Whether the export of events is read too, which needs Dotdigital's CXDP package: `auto`"
              + " does where the account has it, `on` says so when it has not.");
  static final Setting<String> EVENT_EMAIL =
      Setting.standing(
          "dotdigital.inward.event_email",
          SettingKinds.text(),
          "email",
          "Where in an event's data the address stands, dotted. Without one the contact is looked"
              + " up, which costs a call.");
  static final Setting<String> HINT_HEADER =
      Setting.standing(
          "dotdigital.inward.hint_header",
          SettingKinds.text(),
          "Authorization",
          "The header in which a program's webhook brings the secret, with or without `Bearer`"
              + " before it.");
  static final Setting<Secret> HINT_SECRET =
      Setting.standing(
          "dotdigital.inward.hint_secret",
          SettingKinds.secretOrNone(),
          "",
          "The secret of `POST /hook/dotdigital/opt-out`, by which a program in Dotdigital has the"
              + " feeds read at once; best as `${env:…}`. Leave it out and there is no such"
              + " address.");

  private static final List<Setting<?>> ALL =
      List.of(
          EVERY,
          OVERLAP,
          WAIT_FOR_PAST,
          LAST_SUBSCRIBED,
          PAST_OPT_INS,
          SMS_OPT_INS,
          EVENTS,
          EVENT_EMAIL,
          HINT_HEADER,
          HINT_SECRET);

  private InwardReader() {}

  static List<Setting<?>> settings() {
    return ALL;
  }

  static Optional<Inward> read(YamlSection section, SystemName account) {
    Optional<Duration> every = Settings.read(section, EVERY);
    Optional<InwardSettings> settings = inwardSettings(section, account);
    Optional<Inward.Hint> hint = hint(section);
    Optional<Boolean> wait = Settings.read(section, WAIT_FOR_PAST);
    return every.isEmpty() || settings.isEmpty() || hint.isEmpty() || wait.isEmpty()
        ? Optional.empty()
        : Optional.of(new Inward(every.get(), settings.get(), hint.get(), wait.get()));
  }

  private static Optional<InwardSettings> inwardSettings(YamlSection section, SystemName account) {
    Optional<Duration> overlap = Settings.read(section, OVERLAP);
    Optional<InwardSettings.Contacts> contacts = contacts(section);
    Optional<Events> events = Settings.read(section, EVENTS);
    Optional<String> eventEmail = Settings.read(section, EVENT_EMAIL);
    return overlap.isEmpty() || contacts.isEmpty() || events.isEmpty() || eventEmail.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new InwardSettings(
                account,
                overlap.get(),
                List.of(),
                List.of(),
                contacts.get(),
                events.get(),
                eventEmail.get(),
                EmailRules.PLAIN));
  }

  private static Optional<InwardSettings.Contacts> contacts(YamlSection section) {
    Optional<String> lastSubscribed = Settings.read(section, LAST_SUBSCRIBED);
    Optional<Boolean> past = Settings.read(section, PAST_OPT_INS);
    Optional<Boolean> sms = Settings.read(section, SMS_OPT_INS);
    return lastSubscribed.isEmpty() || past.isEmpty() || sms.isEmpty()
        ? Optional.empty()
        : Optional.of(new InwardSettings.Contacts(lastSubscribed.get(), past.get(), sms.get()));
  }

  private static Optional<Inward.Hint> hint(YamlSection section) {
    Optional<String> header = Settings.read(section, HINT_HEADER);
    Optional<Secret> secret = Settings.read(section, HINT_SECRET);
    return header.isEmpty() || secret.isEmpty()
        ? Optional.empty()
        : Optional.of(new Inward.Hint(header.get(), secret.get()));
  }
}
