package dev.selvedge.connectors.magento;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.magento.MagentoOptions.Access;
import dev.selvedge.connectors.magento.MagentoOptions.Reading;
import dev.selvedge.connectors.magento.MagentoOptions.Scope;
import dev.selvedge.connectors.oauth.OAuthSignature;
import dev.selvedge.connectors.option.Addresses;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.option.Words;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The options of the connector `magento`, described once and read once.
final class MagentoSettings {
  private static final Pattern STORE = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,63}");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final Setting<String> URL =
      Setting.requiredText(
          "url", "The shop's address, with its folder where it has one: https://shop.example.com.");
  private static final Setting<Optional<String>> STORE_CODE =
      Setting.optionalText(
          "store",
          "the shop's default",
          "The code of the store view in whose language and prices products are read. Customers and"
              + " orders are those of every store.");
  private static final Setting<Way> AUTH =
      Setting.choice(
          "auth",
          Way.OAUTH,
          "How the integration's keys are used: each call signed by OAuth 1.0a with HMAC-SHA256, or"
              + " the access token shown as it is (`bearer`), which a shop has to allow"
              + " (`oauth/consumer/enable_integration_as_bearer`).");
  static final Setting<Optional<String>> CONSUMER_KEY =
      Setting.optionalText(
          "consumer_key",
          "**required** for `oauth`",
          "The integration's, shown when it is activated under *System, Integrations*.");
  static final Setting<Optional<Secret>> CONSUMER_SECRET =
      Setting.secret("consumer_secret", "**required** for `oauth`", "The same.");
  static final Setting<Optional<Secret>> TOKEN =
      Setting.secret("access_token", "**required**", "The same.");
  static final Setting<Optional<Secret>> TOKEN_SECRET =
      Setting.secret("access_token_secret", "**required** for `oauth`", "The same.");
  private static final Setting<List<String>> FEEDS =
      Setting.texts(
          "feeds",
          "`customer` and `order`",
          "What to read: `customer`, `order`, `product`, `cart`.");
  private static final Setting<List<String>> STORES =
      Setting.texts(
          "store_ids", "every store", "Ids of the store views whose orders and carts are read.");
  private static final Setting<List<String>> WEBSITES =
      Setting.texts(
          "website_ids", "every website", "Ids of the websites whose customers are read.");
  private static final Setting<ZoneId> ZONE =
      Setting.of(
          "zone",
          "time zone",
          "`UTC`",
          "The zone of the shop's stamps, which carry none. They are UTC unless the database server"
              + " counts by another zone; `check --online` notices stamps of the future.",
          MagentoSettings::zone);
  private static final Setting<Boolean> NEWSLETTER =
      Setting.flag(
          "newsletter",
          true,
          "Ask for a customer singly where the search does not tell whether they are subscribed, as"
              + " that of versions before 2.4 does not: a call more for each of them.");
  private static final Setting<Integer> PAGE_SIZE =
      Setting.number(
          "page_size", 100, 2, 300, "Rows a call. A shop may limit it, to 300 where it does.");
  private static final Setting<Duration> OVERLAP =
      Setting.duration(
          "overlap",
          Duration.ofMinutes(2),
          SECOND,
          "How far back each poll begins again, for records that were saved late. In a `zone` with"
              + " summer time an hour is added.");
  private static final Setting<Integer> RECHECK_DAYS =
      Setting.number(
          "recheck_days",
          14,
          1,
          365,
          "Orders that changed within so many days are read again from time to time, for parts that"
              + " change without a stamp, such as a tracking number added later. Carts are read from"
              + " so many days ago on.");
  private static final Setting<Duration> RECHECK_EVERY =
      Setting.duration(
          "recheck_every", Duration.ofHours(6), SECOND, "How often they are read again.");
  private static final Setting<Duration> SWEEP_EVERY =
      Setting.duration(
          "sweep_every",
          Duration.ofHours(6),
          SECOND,
          "How often all customers are read: a change of the newsletter subscription need not be one"
              + " of the customer.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout", Duration.ofSeconds(60), SECOND, "How long the shop may take to answer.");

  /// How the keys are used.
  enum Way {
    OAUTH,
    BEARER
  }

  private MagentoSettings() {}

  static List<Option> options() {
    return Stream.of(
            URL,
            STORE_CODE,
            AUTH,
            CONSUMER_KEY,
            CONSUMER_SECRET,
            TOKEN,
            TOKEN_SECRET,
            FEEDS,
            STORES,
            WEBSITES,
            ZONE,
            NEWSLETTER,
            PAGE_SIZE,
            OVERLAP,
            RECHECK_DAYS,
            RECHECK_EVERY,
            SWEEP_EVERY,
            TIMEOUT,
            Addresses.ALLOW_HTTP)
        .map(Setting::option)
        .toList();
  }

  /// What is wrong goes to the section's problems; what is returned then is of no use.
  static MagentoOptions read(YamlSection section) {
    return new MagentoOptions(
        api(section),
        access(section, AUTH.read(section)),
        subjects(section),
        new Scope(numbers(section, STORES), numbers(section, WEBSITES)),
        ZONE.read(section),
        new Reading(
            PAGE_SIZE.read(section),
            OVERLAP.read(section),
            Duration.ofDays(RECHECK_DAYS.read(section)),
            RECHECK_EVERY.read(section),
            SWEEP_EVERY.read(section),
            NEWSLETTER.read(section)),
        TIMEOUT.read(section));
  }

  private static URI api(YamlSection section) {
    Optional<String> store = STORE_CODE.read(section);
    store
        .filter(code -> !STORE.matcher(code).matches())
        .ifPresent(
            code ->
                section.problem(
                    STORE_CODE.key(),
                    "'" + code + "' is no code of a store view",
                    "write it as under Stores, All Stores: a letter, then letters, digits and '_'"));
    String version = store.filter(code -> STORE.matcher(code).matches()).orElse("");
    URI shop =
        Addresses.read(
            section,
            URL,
            URL.read(section),
            Addresses.ALLOW_HTTP.read(section),
            "https://shop.example.com");
    return Addresses.folder(shop)
        .resolve("rest/" + (version.isEmpty() ? "" : version + "/") + "V1/");
  }

  /// The keys of an integration that are used in one way.
  static Access access(YamlSection section, Way way) {
    Optional<String> key = CONSUMER_KEY.read(section);
    Optional<Secret> secret = CONSUMER_SECRET.read(section);
    Optional<Secret> token = TOKEN.read(section);
    Optional<Secret> tokenSecret = TOKEN_SECRET.read(section);
    if (token.isEmpty()) {
      missing(section, TOKEN);
    }
    boolean any = key.isPresent() || secret.isPresent() || tokenSecret.isPresent();
    switch (way) {
      case BEARER -> {
        if (any) {
          section.problem(
              AUTH.key(), "'auth: bearer' uses the access token only", "remove the other keys");
        }
        return new Access.Bearer(token.orElse(new Secret("none")));
      }
      case OAUTH -> {
        if (key.isEmpty()) {
          missing(section, CONSUMER_KEY);
        }
        if (secret.isEmpty()) {
          missing(section, CONSUMER_SECRET);
        }
        if (tokenSecret.isEmpty()) {
          missing(section, TOKEN_SECRET);
        }
      }
    }
    Secret none = new Secret("none");
    return new Access.Signed(
        new OAuthSignature.Keys(
            key.orElse("none"),
            secret.orElse(none),
            token.orElse(none),
            tokenSecret.orElse(none),
            ""));
  }

  private static void missing(YamlSection section, Setting<?> setting) {
    section.requiredText(setting.key());
  }

  private static List<Subject> subjects(YamlSection section) {
    Map<String, Subject> known = new LinkedHashMap<>();
    for (Subject subject : Subject.values()) {
      known.put(subject.kind().value(), subject);
    }
    List<Subject> subjects = Words.read(section, FEEDS, "feed", known);
    return subjects.isEmpty() ? List.of(Subject.CUSTOMER, Subject.ORDER) : subjects;
  }

  private static List<String> numbers(YamlSection section, Setting<List<String>> setting) {
    List<String> written = setting.read(section);
    for (String one : written) {
      if (!NUMBER.matcher(one).matches()) {
        section.problem(setting.key(), "'" + one + "' is no id", "write the number, such as 1");
      }
    }
    return written;
  }

  private static ZoneId zone(YamlSection section, String key) {
    try {
      return ZoneId.of(section.text(key, "UTC")).normalized();
    } catch (DateTimeException unknown) {
      section.problem(key, "'" + key + "' is not a time zone", "write UTC or Europe/London");
      return ZoneOffset.UTC;
    }
  }
}
