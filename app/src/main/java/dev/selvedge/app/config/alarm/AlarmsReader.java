package dev.selvedge.app.config.alarm;

import dev.selvedge.Secret;
import dev.selvedge.app.config.setting.Sections;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.connectors.sign.StandardWebhooks;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.AlarmPolicy;
import dev.selvedge.watch.alarm.QuietHours;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.yaml.Nearest;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/// Reads `alarms`. Confined to one thread.
public final class AlarmsReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,39}");
  private static final URI PAGERDUTY = URI.create("https://events.pagerduty.com/v2/enqueue");

  private final YamlSection section;
  private final Set<String> systems;
  private final List<ChannelPlan> channels = new ArrayList<>();

  /// Those with faults among them: what is wrong with them is said once.
  private final Set<String> declared = new TreeSet<>();

  private boolean good = true;

  private AlarmsReader(YamlSection section, Set<String> systems) {
    this.section = section;
    this.systems = systems;
  }

  /// Every setting, for the docs.
  public static List<Setting<?>> settings() {
    return AlarmSettings.ALL;
  }

  /// Reads the section; what is wrong goes to its problems.
  ///
  /// @param systems the names of all systems, that of the account among them
  public static Optional<AlarmPlan> read(YamlSection section, Set<String> systems) {
    return new AlarmsReader(section, systems).read();
  }

  private Optional<AlarmPlan> read() {
    Optional<ZoneId> zone = Settings.read(section, AlarmSettings.ZONE);
    Optional<String> link = Settings.read(section, AlarmSettings.LINK);
    Optional<List<LocalDate>> holidays = Settings.readList(section, AlarmSettings.HOLIDAYS);
    Optional<Duration> checkUp = Settings.read(section, AlarmSettings.CHECK_UP_EVERY);
    Optional<Duration> expires = Settings.read(section, AlarmSettings.EXPIRES_WITHIN);
    section.named("channels").forEach(this::channel);
    Optional<AlarmPolicy> policy = zone.flatMap(this::policy);
    if (!good
        || link.isEmpty()
        || holidays.isEmpty()
        || checkUp.isEmpty()
        || expires.isEmpty()
        || policy.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new AlarmPlan(
            policy.get(),
            channels,
            link.get().replaceFirst("/+$", ""),
            zone.orElseThrow(),
            new HashSet<>(holidays.get()),
            checkUp.get(),
            expires.get()));
  }

  private Optional<AlarmPolicy> policy(ZoneId zone) {
    Optional<QuietHours> quiet = quiet(zone);
    Optional<AlarmPolicy.Escalation> escalation = escalation();
    Optional<Duration> remind = Settings.read(section, AlarmSettings.REMIND_EVERY);
    Optional<Duration> gather = Settings.read(section, AlarmSettings.GATHER);
    List<AlarmPolicy.Route> routes = new ArrayList<>();
    section.sections("routes").forEach(route -> route(route).ifPresent(routes::add));
    Map<String, String> owners = owners();
    return quiet.isEmpty() || escalation.isEmpty() || remind.isEmpty() || gather.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new AlarmPolicy(
                names(),
                routes,
                owners,
                quiet.get(),
                escalation.get(),
                remind.get(),
                gather.get()));
  }

  private Set<String> names() {
    Set<String> names = new TreeSet<>();
    channels.forEach(channel -> names.add(channel.name()));
    return names;
  }

  private Optional<QuietHours> quiet(ZoneId zone) {
    YamlSection hours = section.sectionOrEmpty("quiet");
    Optional<Integer> from = Settings.read(hours, AlarmSettings.QUIET_FROM);
    Optional<Integer> to = Settings.read(hours, AlarmSettings.QUIET_TO);
    Optional<List<DayOfWeek>> days = Settings.readList(hours, AlarmSettings.QUIET_DAYS);
    if (from.isEmpty() || to.isEmpty() || days.isEmpty()) {
      return Optional.empty();
    }
    if (days.get().size() == DayOfWeek.values().length) {
      hours.problem("days", "'days' cannot be all days: nobody would be told of anything", "");
      return Optional.empty();
    }
    return Optional.of(
        new QuietHours(time(from.get()), time(to.get()), Set.copyOf(days.get()), zone));
  }

  private static LocalTime time(int minutes) {
    return LocalTime.MIDNIGHT.plusMinutes(minutes);
  }

  private Optional<AlarmPolicy.Escalation> escalation() {
    YamlSection escalate = section.sectionOrEmpty("escalate");
    Optional<Duration> after = Settings.read(escalate, AlarmSettings.ESCALATE_AFTER);
    Optional<Severity> from = Settings.read(escalate, AlarmSettings.ESCALATE_FROM);
    Set<String> to = known(escalate, AlarmSettings.ESCALATE_TO);
    return after.flatMap(
        patience -> from.map(least -> new AlarmPolicy.Escalation(patience, least, to)));
  }

  /// Names of channels, of which a wrong one would tell nobody.
  private Set<String> known(YamlSection in, Setting<List<String>> setting) {
    return checked(in, setting, declared, "there is no channel");
  }

  private Set<String> checked(
      YamlSection in, Setting<List<String>> setting, Set<String> known, String complaint) {
    Set<String> named = new TreeSet<>();
    for (String name : Settings.readTexts(in, setting)) {
      if (known.contains(name)) {
        named.add(name);
      } else {
        in.problem(setting.key(), complaint + " '" + name + "'", Nearest.suggestion(name, known));
        good = false;
      }
    }
    return named;
  }

  private Optional<AlarmPolicy.Route> route(YamlSection route) {
    Set<String> to = known(route, AlarmSettings.ROUTE_TO);
    Optional<Severity> from = Settings.read(route, AlarmSettings.ROUTE_FROM);
    Optional<List<AlarmKind>> kinds = Settings.readList(route, AlarmSettings.ROUTE_KINDS);
    Set<String> owners = Set.copyOf(Settings.readTexts(route, AlarmSettings.ROUTE_OWNERS));
    Set<String> about = checked(route, AlarmSettings.ROUTE_SYSTEMS, systems, "there is no system");
    if (to.isEmpty() && good) {
      route.problem("to", "a route needs channels in 'to'", "");
      good = false;
    }
    if (from.isEmpty() || kinds.isEmpty()) {
      good = false;
      return Optional.empty();
    }
    Set<AlarmKind> chosen = EnumSet.noneOf(AlarmKind.class);
    chosen.addAll(kinds.get());
    return Optional.of(new AlarmPolicy.Route(to, from.get(), chosen, owners, about));
  }

  private Map<String, String> owners() {
    Map<String, String> owners = new LinkedHashMap<>();
    YamlSection written = Sections.below(section, "owners").orElse(section);
    if (written == section) {
      good = false;
      return owners;
    }
    for (String key : written.keys()) {
      String owner = written.requiredText(key);
      boolean known = key.equals("*") || systems.contains(key) || AlarmKind.ofWord(key).isPresent();
      if (known) {
        owners.put(key, owner);
      } else {
        Set<String> all = new TreeSet<>(systems);
        for (AlarmKind kind : AlarmKind.values()) {
          all.add(kind.word());
        }
        written.problem(
            key,
            "'" + key + "' is neither a system nor a kind of alarm",
            Nearest.suggestion(key, all));
        good = false;
      }
    }
    return owners;
  }

  private void channel(String name, YamlSection channel) {
    declared.add(name);
    Optional<AlarmSettings.Type> type = Settings.read(channel, AlarmSettings.TYPE);
    if (!NAME.matcher(name).matches()) {
      section.problem(
          "channels",
          "'" + name + "' is not a channel's name",
          "write 1 to 40 lower-case letters, digits and hyphens, beginning with a letter");
      good = false;
    }
    Optional<? extends ChannelPlan> plan =
        type.flatMap(
            known ->
                switch (known) {
                  case EMAIL -> email(name, channel);
                  case SLACK ->
                      needed(channel, AlarmSettings.URL, Secret::reveal)
                          .map(url -> new ChannelPlan.Slack(name, url));
                  case TEAMS ->
                      needed(channel, AlarmSettings.URL, Secret::reveal)
                          .map(url -> new ChannelPlan.Teams(name, url));
                  case PAGERDUTY -> pager(name, channel);
                  case WEBHOOK -> webhook(name, channel);
                });
    plan.ifPresentOrElse(channels::add, () -> good = false);
  }

  private static Optional<ChannelPlan> pager(String name, YamlSection channel) {
    Optional<Secret> url = Settings.read(channel, AlarmSettings.URL);
    return needed(channel, AlarmSettings.KEY, Secret::reveal)
        .flatMap(
            key ->
                url.map(
                    at ->
                        new ChannelPlan.PagerDuty(
                            name,
                            at.reveal().isEmpty() ? PAGERDUTY : URI.create(at.reveal()),
                            key)));
  }

  private static Optional<ChannelPlan> webhook(String name, YamlSection channel) {
    Optional<Secret> secret =
        needed(channel, AlarmSettings.SECRET, Secret::reveal).filter(key -> isKey(channel, key));
    return needed(channel, AlarmSettings.URL, Secret::reveal)
        .flatMap(url -> secret.map(key -> new ChannelPlan.Webhook(name, url, key)));
  }

  private static boolean isKey(YamlSection channel, Secret secret) {
    boolean key = StandardWebhooks.isKey(secret);
    if (!key) {
      channel.problem(
          "secret",
          "'secret' is not Base64 behind whsec_",
          "copy it again, or write any other text");
    }
    return key;
  }

  private static Optional<ChannelPlan> email(String name, YamlSection channel) {
    Optional<String> host = needed(channel, AlarmSettings.HOST, text -> text);
    Optional<String> from = needed(channel, AlarmSettings.FROM, text -> text);
    Optional<Integer> port = Settings.read(channel, AlarmSettings.PORT);
    Optional<ChannelPlan.Security> security = Settings.read(channel, AlarmSettings.SECURITY);
    Optional<String> user = Settings.read(channel, AlarmSettings.USER);
    Optional<Secret> password = Settings.read(channel, AlarmSettings.PASSWORD);
    List<String> to = Settings.readTexts(channel, AlarmSettings.TO);
    if (to.isEmpty()) {
      channel.problem("to", "'to' is needed: who gets the letters", "write to: ops@example.com");
    }
    return host.isEmpty()
            || from.isEmpty()
            || port.isEmpty()
            || security.isEmpty()
            || user.isEmpty()
            || password.isEmpty()
            || to.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ChannelPlan.Email(
                name,
                host.get(),
                port.get(),
                security.get(),
                user.get(),
                password.get(),
                from.get(),
                to));
  }

  /// What a channel of its type cannot do without.
  private static <T> Optional<T> needed(
      YamlSection channel, Setting<T> setting, Function<T, String> text) {
    Optional<T> read = Settings.read(channel, setting);
    if (read.isPresent() && text.apply(read.get()).isBlank()) {
      channel.problem(
          setting.key(), "'" + setting.key() + "' is needed for a channel of this type", "");
      return Optional.empty();
    }
    return read;
  }
}
