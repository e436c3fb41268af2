package dev.selvedge.app.config.watch;

import dev.selvedge.Secret;
import dev.selvedge.app.config.setting.Parsed;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKind;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.app.config.setting.Settings;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads who is told that the hub works: `heartbeat`.
public final class HeartbeatReader {
  public static final String KEY = "heartbeat";

  private static final Duration OFTENEST = Duration.ofSeconds(1);
  private static final Duration LEAST_PATIENCE = Duration.ofMinutes(1);

  static final Setting<Secret> URL =
      Setting.standing(
          "heartbeat.url",
          url(),
          "",
          "An address that is called while the hub is truly at work: its loops take their steps and"
              + " its store takes what is written. A service for dead man's switches gives one out and"
              + " alarms when no call comes; best as `${env:HEARTBEAT_URL}`. Leave it out for none.");
  static final Setting<Duration> EVERY =
      Setting.standing(
          "heartbeat.every",
          SettingKinds.duration(OFTENEST),
          "60s",
          "How long from one call to the next; the service waits somewhat longer.");
  static final Setting<Duration> PATIENCE =
      Setting.standing(
          "heartbeat.stuck_after",
          SettingKinds.duration(LEAST_PATIENCE),
          "15m",
          "How long a loop may be at one step, or fail at all of its steps, before the calls stop.");

  private HeartbeatReader() {}

  public static List<Setting<?>> settings() {
    return List.of(URL, EVERY, PATIENCE);
  }

  private static SettingKind<Secret> url() {
    return new SettingKind<>(
        "secret", text -> text.isEmpty() || isUrl(text) ? Parsed.good(new Secret(text)) : bad());
  }

  private static Parsed<Secret> bad() {
    return Parsed.bad("must be an address that begins with http:// or https://", "");
  }

  private static boolean isUrl(String text) {
    try {
      URI uri = new URI(text);
      return uri.getHost() != null && Set.of("http", "https").contains(uri.getScheme());
    } catch (URISyntaxException e) {
      return false;
    }
  }

  /// What is said; nothing where something of it is faulty.
  public static Optional<Watching.Beat> read(YamlSection section) {
    Optional<Secret> url = Settings.read(section, URL);
    Optional<Duration> every = Settings.read(section, EVERY);
    Optional<Duration> patience = Settings.read(section, PATIENCE);
    return url.isEmpty() || every.isEmpty() || patience.isEmpty()
        ? Optional.empty()
        : Optional.of(new Watching.Beat(url.get(), every.get(), patience.get()));
  }
}
