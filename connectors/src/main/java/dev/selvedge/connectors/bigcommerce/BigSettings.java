package dev.selvedge.connectors.bigcommerce;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.bigcommerce.BigOptions.Hooks;
import dev.selvedge.connectors.bigcommerce.BigOptions.Reading;
import dev.selvedge.connectors.option.Addresses;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.option.Words;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The options of the connector `bigcommerce`, described once and read once.
final class BigSettings {
  private static final Pattern HASH = Pattern.compile("[A-Za-z0-9-]{3,40}");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final Setting<String> STORE_HASH =
      Setting.requiredText(
          "store_hash", "The store's permanent name: what follows `store-` in its address.");
  private static final Setting<Secret> TOKEN =
      Setting.of(
          "access_token",
          "secret",
          "",
          "The token of an API account, made under *Settings, Store-level API accounts*.",
          (section, key) -> new Secret(section.requiredText(key)));
  private static final Setting<List<String>> FEEDS =
      Setting.texts(
          "feeds",
          "`customer`, `subscriber` and `order`",
          "What to read: `customer`, `subscriber`, `order`, `product`, `cart`. Carts are told by"
              + " webhooks only.");
  private static final Setting<Integer> PAGE_SIZE =
      Setting.number("page_size", 50, 2, 250, "Rows a call.");
  private static final Setting<Duration> OVERLAP =
      Setting.duration(
          "overlap",
          Duration.ofMinutes(2),
          SECOND,
          "How far back each poll begins again, for changes that were saved late.");
  private static final Setting<Integer> RECHECK_DAYS =
      Setting.number(
          "recheck_days",
          7,
          1,
          365,
          "Orders that changed within so many days are read again from time to time: whether a"
              + " shipment or a refund changes the order's stamp is not documented.");
  private static final Setting<Duration> RECHECK_EVERY =
      Setting.duration(
          "recheck_every", Duration.ofHours(6), SECOND, "How often they are read again.");
  private static final Setting<Boolean> ADDRESSES =
      Setting.flag(
          "shipping_addresses", false, "Read where orders go, too: a call more for each order.");
  private static final Setting<Integer> RESERVE =
      Setting.number(
          "reserve",
          20,
          0,
          1000,
          "No page is begun while no more calls than these are left of the store's quota, which all"
              + " its apps share.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout", Duration.ofSeconds(60), SECOND, "How long the store may take to answer.");
  private static final Setting<String> API =
      Setting.text("api", "https://api.bigcommerce.com", "Where the APIs are.");
  private static final Setting<Optional<String>> URL =
      Setting.optionalText(
          "webhooks.url",
          "nobody looks whether webhooks are registered",
          "How the hub is reached from outside, by `https` at port 443; the store calls"
              + " `<url>/hook/<system>/bigcommerce`.");
  private static final Setting<List<Secret>> CLIENT_SECRET =
      Setting.of(
          "webhooks.client_secret",
          "secret or list of secrets",
          "calls are not signed, `webhooks.token` is needed",
          "The client secret of the API account, with which calls are signed; two while it changes.",
          (section, key) -> section.texts(key).stream().map(Secret::new).toList());
  private static final Setting<Optional<Secret>> HOOK_TOKEN =
      Setting.secret(
          "webhooks.token",
          "calls are known by their signature alone",
          "A password that the store sends as header `X-Selvedge-Token`; it is registered with the"
              + " webhooks.");
  private static final Setting<Duration> OLDEST =
      Setting.duration(
          "webhooks.oldest",
          Duration.ofDays(3),
          SECOND,
          "How long ago a call may have been signed. The store repeats a call for two days; an old"
              + " one makes a record be read, and no more.");
  private static final Setting<Boolean> REGISTER =
      Setting.flag(
          "webhooks.register",
          false,
          "`selvedge check --online` registers what is missing, and activates what was deactivated.");

  private BigSettings() {}

  static List<Option> options() {
    return Stream.of(
            STORE_HASH,
            TOKEN,
            FEEDS,
            PAGE_SIZE,
            OVERLAP,
            RECHECK_DAYS,
            RECHECK_EVERY,
            ADDRESSES,
            RESERVE,
            TIMEOUT,
            API,
            Addresses.ALLOW_HTTP,
            URL,
            CLIENT_SECRET,
            HOOK_TOKEN,
            OLDEST,
            REGISTER)
        .map(Setting::option)
        .toList();
  }

  /// What is wrong goes to the section's problems; what is returned then is of no use.
  static BigOptions read(YamlSection section) {
    String hash = STORE_HASH.read(section);
    if (!hash.isEmpty() && !HASH.matcher(hash).matches()) {
      section.problem(
          STORE_HASH.key(),
          "'" + hash + "' is no store hash",
          "write what follows 'store-' in the store's address: letters and digits");
      hash = "none";
    }
    Optional<Hooks> hooks = hooks(section);
    List<Subject> subjects = subjects(section);
    if (subjects.contains(Subject.CART) && hooks.isEmpty()) {
      section.problem(
          FEEDS.key(), "there is no list of carts: they are told by webhooks", "add 'webhooks'");
    }
    return new BigOptions(
        store(section, hash),
        hash,
        TOKEN.read(section),
        subjects,
        new Reading(
            PAGE_SIZE.read(section),
            OVERLAP.read(section),
            Duration.ofDays(RECHECK_DAYS.read(section)),
            RECHECK_EVERY.read(section),
            ADDRESSES.read(section),
            RESERVE.read(section),
            TIMEOUT.read(section)),
        hooks);
  }

  private static URI store(YamlSection section, String hash) {
    return Addresses.folder(
            Addresses.read(
                section,
                API,
                API.read(section),
                Addresses.ALLOW_HTTP.read(section),
                "https://api.bigcommerce.com"))
        .resolve("stores/" + hash + "/");
  }

  private static Optional<Hooks> hooks(YamlSection options) {
    if (!options.has("webhooks")) {
      return Optional.empty();
    }
    YamlSection section = options.sectionOrEmpty("webhooks");
    Hooks hooks =
        new Hooks(
            URL.read(section).orElse(""),
            new ArrayList<>(CLIENT_SECRET.read(section)),
            HOOK_TOKEN.read(section),
            OLDEST.read(section),
            REGISTER.read(section));
    if (hooks.secrets().isEmpty() && hooks.token().isEmpty()) {
      section
          .problems()
          .add(
              section.position(),
              "anybody could call: 'webhooks' has neither 'client_secret' nor 'token'",
              "give the client secret of the API account");
    }
    if (!hooks.url().isEmpty() && !isReachable(hooks.url())) {
      section.problem(
          URL.key(),
          "the store calls 'https' at port 443 only",
          "write https://hub.example.com, and let a proxy pass it on");
    }
    return Optional.of(hooks);
  }

  private static boolean isReachable(String url) {
    try {
      URI uri = new URI(url);
      return "https".equals(uri.getScheme())
          && uri.getHost() != null
          && (uri.getPort() < 0 || uri.getPort() == 443);
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }

  private static List<Subject> subjects(YamlSection section) {
    Map<String, Subject> known = new LinkedHashMap<>();
    for (Subject subject : Subject.values()) {
      known.put(subject.kind().value(), subject);
    }
    List<Subject> subjects = Words.read(section, FEEDS, "feed", known);
    return subjects.isEmpty()
        ? List.of(Subject.CUSTOMER, Subject.SUBSCRIBER, Subject.ORDER)
        : subjects;
  }
}
