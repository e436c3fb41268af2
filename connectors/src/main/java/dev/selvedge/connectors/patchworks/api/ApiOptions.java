package dev.selvedge.connectors.patchworks.api;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Addresses;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.patchworks.api.ApiSettings.Times;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;

/// Every option below `api`, described once, and their reading.
public final class ApiOptions {
  /// The section they stand in.
  public static final String SECTION = "api";

  private static final Setting<String> KEY =
      Setting.requiredText(
          "api.key",
          "An API key of your company; write `${env:NAME}`. It goes into `Authorization` as it is;"
              + " where a token is wanted instead, write `Bearer …`.");
  private static final Setting<String> CORE =
      Setting.text(
          "api.core",
          "https://core.wearepatchworks.com/api/v1",
          "Where flows and runs are read. A hosted edition of your own has another address.");
  private static final Setting<String> START =
      Setting.text(
          "api.start", "https://start.wearepatchworks.com/api/v1", "Where flows are started.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "api.timeout",
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          "How long an answer may take.");
  private static final Setting<String> ZONE =
      Setting.text("api.zone", "UTC", "The zone of times that Patchworks writes without one.");
  private static final Setting<Times> TIMES =
      Setting.choice(
          "api.times",
          Times.ISO,
          "How times are written in questions, which is not documented: `iso` is"
              + " `2026-11-24T09:00:00Z`, `plain` is `2026-11-24 09:00:00`.");
  private static final Setting<Boolean> ALLOW_HTTP =
      Setting.flag(
          "api.allow_http", false, "Whether an address may be spoken to without encryption.");

  private ApiOptions() {}

  /// All of them.
  public static List<Option> all() {
    return Stream.of(KEY, CORE, START, TIMEOUT, ZONE, TIMES, ALLOW_HTTP)
        .map(Setting::option)
        .toList();
  }

  /// Reads them; whatever is wrong goes to the section's problems.
  public static ApiSettings read(YamlSection section) {
    boolean open = ALLOW_HTTP.read(section);
    String key = KEY.read(section).strip();
    if (!key.matches("[\\x21-\\x7e][\\x20-\\x7e]*") && KEY.given(section)) {
      section.problem(KEY.key(), "'key' cannot be sent", "write the key as Patchworks shows it");
    }
    return new ApiSettings(
        new Secret(key),
        address(section, CORE, open),
        address(section, START, open),
        TIMEOUT.read(section),
        zone(section),
        TIMES.read(section));
  }

  private static ZoneId zone(YamlSection section) {
    try {
      return ZoneId.of(ZONE.read(section));
    } catch (DateTimeException unknown) {
      section.problem(ZONE.key(), "'zone' is not a time zone", "write UTC or Europe/London");
      return ZoneOffset.UTC;
    }
  }

  private static URI address(YamlSection section, Setting<String> setting, boolean open) {
    return Addresses.read(section, setting, setting.read(section), open, "https://…/api/v1");
  }
}
