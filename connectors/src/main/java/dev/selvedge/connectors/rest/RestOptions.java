package dev.selvedge.connectors.rest;

import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.http.Pace;
import dev.selvedge.connectors.option.Addresses;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.rest.RestSettings.Sign;
import dev.selvedge.connectors.value.DottedPath;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Every option of the `rest` connector but those of its parts, described once, and their reading.
final class RestOptions {
  private static final Setting<String> BASE_URL =
      Setting.requiredText(
          "base_url",
          "What every `path` is put behind. HTTPS, or this machine, unless `allow_http`.");
  private static final Setting<Map<String, String>> HEADERS =
      Setting.textMap("headers", "none", "Headers of every call, such as `X-Tenant: \"7\"`.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout",
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          "How long the system may be silent while it answers.");
  private static final Setting<Integer> MAX_ANSWER =
      Setting.number(
          "max_answer",
          32_000_000,
          10_000,
          256_000_000,
          "The longest answer taken, in bytes; a longer one is broken off.");
  private static final Setting<Integer> PER_SECOND =
      Setting.number(
          "throttle.per_second",
          0,
          0,
          1000,
          "How many calls a second the system allows; 0 for as many as it answers.");
  private static final Setting<Integer> CONCURRENT =
      Setting.number(
          "throttle.concurrent", 2, 1, 4, "How many calls at once, of all feeds together.");
  private static final Setting<Optional<String>> REMAINING =
      Setting.optionalText(
          "throttle.remaining",
          "only what fails is heeded",
          "The header that says how many calls are left, such as `X-RateLimit-Remaining`.");
  private static final Setting<Optional<String>> RESET =
      Setting.optionalText(
          "throttle.reset",
          "`throttle.rest` is waited",
          "The header that says when they are filled up: seconds, an epoch or a date.");
  private static final Setting<Integer> RESERVE =
      Setting.number(
          "throttle.reserve",
          0,
          0,
          1_000_000,
          "With no more calls left than these, the system is left alone until then.");
  private static final Setting<Duration> REST =
      Setting.duration(
          "throttle.rest",
          Duration.ofSeconds(30),
          Duration.ofSeconds(1),
          "How long a system that was asked too fast is left alone where it does not say it by"
              + " `Retry-After`.");
  private static final Setting<Optional<String>> BUSY_PATH =
      Setting.optionalText(
          "throttle.busy.path",
          "429, and 503 with `Retry-After`, say it",
          "Where an answer says in words of the system's own that it was asked too fast, such as"
              + " `errors.0.extensions.code`.");
  private static final Setting<List<String>> BUSY_EQUALS =
      Setting.texts(
          "throttle.busy.equals", "required with `path`", "The value, or values, that say it.");
  private static final Setting<Map<String, YamlSection>> FEEDS =
      Setting.of(
          "feeds",
          "kinds to feeds",
          "",
          "One entry for each kind of record, by the kind's name.",
          YamlSection::named);

  private RestOptions() {}

  static List<Option> all() {
    return Stream.of(
            Stream.of(BASE_URL).map(Setting::option),
            AuthOptions.all().stream(),
            Stream.of(
                    HEADERS,
                    TIMEOUT,
                    MAX_ANSWER,
                    Addresses.ALLOW_HTTP,
                    PER_SECOND,
                    CONCURRENT,
                    REMAINING,
                    RESET,
                    RESERVE,
                    REST,
                    BUSY_PATH,
                    BUSY_EQUALS,
                    FEEDS)
                .map(Setting::option),
            FeedOptions.all().stream())
        .flatMap(each -> each)
        .toList();
  }

  static RestSettings read(YamlSection options) {
    boolean open = Addresses.ALLOW_HTTP.read(options);
    URI base =
        Addresses.read(
            options, BASE_URL, BASE_URL.read(options), open, "https://api.example.com/v2");
    RestSettings.Access access =
        new RestSettings.Access(
            base,
            AuthOptions.read(options.sectionOrEmpty("auth"), open),
            headers(options),
            TIMEOUT.read(options),
            MAX_ANSWER.read(options));
    RestSettings.Pacing pacing = pacing(options.sectionOrEmpty("throttle"));
    Map<String, YamlSection> named = FEEDS.read(options);
    if (named.isEmpty()) {
      options.problem(
          FEEDS.key(), "'feeds' is missing or empty", "name at least one kind and its path");
    }
    List<RestSettings.FeedRule> feeds = new ArrayList<>();
    named.forEach((kind, section) -> FeedOptions.read(kind, section).ifPresent(feeds::add));
    return new RestSettings(access, pacing, feeds);
  }

  private static Map<String, String> headers(YamlSection options) {
    Map<String, String> headers = HEADERS.read(options);
    headers.forEach(
        (name, value) -> {
          if (!name.matches("[A-Za-z0-9-]+") || !value.matches("[\\x20-\\x7e]*")) {
            options.problem(
                HEADERS.key(), "the header '" + name + "' cannot be sent", "use plain ASCII");
          }
        });
    return headers;
  }

  private static RestSettings.Pacing pacing(YamlSection throttle) {
    return new RestSettings.Pacing(
        new Pace.Rule(
            PER_SECOND.read(throttle),
            CONCURRENT.read(throttle),
            REMAINING.read(throttle).orElse(""),
            RESET.read(throttle).orElse(""),
            RESERVE.read(throttle),
            REST.read(throttle)),
        throttle.section("busy").map(section -> sign(section, BUSY_PATH, BUSY_EQUALS)));
  }

  /// A path and the values that mean something there, both required.
  static Sign sign(
      YamlSection section, Setting<Optional<String>> path, Setting<List<String>> values) {
    path.read(section);
    String where = section.requiredText(path.key());
    List<String> equal = values.read(section);
    if (equal.isEmpty()) {
      section.requiredText(values.key());
    }
    return new Sign(new DottedPath(where), equal);
  }
}
