package dev.selvedge.connectors.medusa;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// The options of the connector `medusa`, described once and read once.
final class MedusaOptions {
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final Setting<String> SHOP =
      Setting.requiredText(
          "shop", "The address of the Medusa server, for example `https://api.shop.example.com`.");
  static final Setting<Optional<Secret>> KEY =
      Setting.secret(
          "api_key",
          "**required**",
          "A secret API key, made under *Settings, Secret API Keys*; it begins with `sk_`.");
  private static final Setting<Boolean> PRODUCTS =
      Setting.flag(
          "products", false, "Read products, each with its variants, as the feed `product`.");
  private static final Setting<Integer> PAGE_SIZE =
      Setting.number("page_size", 50, 2, 1000, "Records a call at most.");
  private static final Setting<Duration> OVERLAP =
      Setting.duration(
          "overlap",
          Duration.ofMinutes(2),
          SECOND,
          "How far back each poll begins again, for changes that were saved late.");
  private static final Setting<Integer> RECHECK_DAYS =
      Setting.number(
          "recheck_days",
          30,
          1,
          365,
          "Orders made within so many days are read again from time to time: capturing a payment"
              + " does not count as a change of its order.");
  private static final Setting<Duration> RECHECK_EVERY =
      Setting.duration(
          "recheck_every",
          Duration.ofMinutes(10),
          SECOND,
          "How often they are read again: the longest it takes to notice a capture that no"
              + " subscriber tells.");
  private static final Setting<Duration> PRODUCTS_EVERY =
      Setting.duration(
          "products_every",
          Duration.ofHours(1),
          SECOND,
          "How often all products are read again: the longest it takes to notice a change of a"
              + " variant or a price that no subscriber tells.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout", Duration.ofSeconds(30), SECOND, "How long the shop may take to answer.");
  private static final Setting<Optional<Secret>> EVENTS =
      Setting.secret(
          "events.secret",
          "**required**",
          "Signs what the subscriber in the shop tells; with `events` the feed `cart` is there.");
  private static final Setting<Optional<Secret>> OLD_EVENTS =
      Setting.secret(
          "events.previous_secret",
          "none",
          "The one before, while it is replaced; what is signed with either is taken.");

  private MedusaOptions() {}

  static List<Option> all() {
    return Stream.of(
            SHOP,
            KEY,
            PRODUCTS,
            PAGE_SIZE,
            OVERLAP,
            RECHECK_DAYS,
            RECHECK_EVERY,
            PRODUCTS_EVERY,
            TIMEOUT,
            EVENTS,
            OLD_EVENTS)
        .map(Setting::option)
        .toList();
  }

  /// What is wrong goes to the section's problems; what is returned then is of no use.
  static MedusaSettings read(YamlSection section) {
    URI shop = shop(section);
    Secret key = key(section);
    MedusaSettings.Reading reading =
        new MedusaSettings.Reading(
            PAGE_SIZE.read(section),
            OVERLAP.read(section),
            RECHECK_DAYS.read(section),
            RECHECK_EVERY.read(section),
            PRODUCTS_EVERY.read(section),
            TIMEOUT.read(section));
    return new MedusaSettings(
        shop,
        key,
        PRODUCTS.read(section),
        reading,
        section.section("events").map(MedusaOptions::secrets).orElse(List.of()));
  }

  private static Secret key(YamlSection section) {
    Optional<Secret> key = KEY.read(section);
    if (key.isEmpty()) {
      section
          .problems()
          .add(section.position(), "'api_key' is missing", "make a secret key and write it");
    }
    key.filter(given -> given.reveal().startsWith("pk_"))
        .ifPresent(
            publishable ->
                section.problem(
                    KEY.key(),
                    "'api_key' is a publishable key, which the admin API does not take",
                    "write a secret key; it begins with sk_"));
    return key.orElse(new Secret("none"));
  }

  private static URI shop(YamlSection section) {
    String written = SHOP.read(section).strip();
    try {
      URI uri = new URI(written.replaceFirst("/*$", "/"));
      boolean secure = "https".equals(uri.getScheme());
      boolean bare = "http".equals(uri.getScheme());
      if ((secure || bare)
          && uri.getHost() != null
          && uri.getQuery() == null
          && uri.getFragment() == null) {
        if (bare && !LOOPBACK.contains(uri.getHost())) {
          section.problem(
              SHOP.key(),
              "over http the key would be read by whoever listens",
              "write the https address");
        }
        return uri;
      }
    } catch (URISyntaxException notAnAddress) {
      // said below
    }
    if (!written.isEmpty()) {
      section.problem(
          SHOP.key(),
          "'shop' must be the address of the Medusa server",
          "write https://api.shop.example.com");
    }
    return URI.create("https://localhost/");
  }

  private static List<Secret> secrets(YamlSection section) {
    List<Secret> secrets = new ArrayList<>();
    EVENTS.read(section).ifPresent(secrets::add);
    if (secrets.isEmpty()) {
      section
          .problems()
          .add(
              section.position(),
              "nothing says what signs the events",
              "write 'secret', and the same in the shop's subscriber");
    }
    OLD_EVENTS.read(section).ifPresent(secrets::add);
    return secrets;
  }
}
