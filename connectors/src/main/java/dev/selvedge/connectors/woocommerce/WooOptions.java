package dev.selvedge.connectors.woocommerce;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.woocommerce.WooSettings.Auth;
import dev.selvedge.connectors.woocommerce.WooSettings.Hooks;
import dev.selvedge.connectors.woocommerce.WooSettings.Keys;
import dev.selvedge.connectors.woocommerce.WooSettings.Permalinks;
import dev.selvedge.connectors.woocommerce.WooSettings.Site;
import dev.selvedge.connectors.woocommerce.WooSettings.Wanted;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The options of the connector `woocommerce`, described once and read once.
final class WooOptions {
  private static final Pattern VERSIONS = Pattern.compile("wc/v[3-9]");
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration ALWAYS = Duration.ZERO;

  private static final Setting<String> SHOP =
      Setting.requiredText(
          "shop",
          "The shop's address, as WordPress has it under *Settings, General*, with its folder where"
              + " it has one: `https://shop.example.com` or `https://example.com/shop`.");
  static final Setting<Optional<String>> KEY =
      Setting.optionalText(
          "consumer_key",
          "**required**",
          "The key, made under *WooCommerce, Settings, Advanced, REST API*; it begins with `ck_`.");
  static final Setting<Optional<Secret>> SECRET_KEY =
      Setting.secret("consumer_secret", "**required**", "Its secret; it begins with `cs_`.");
  private static final Setting<Auth> AUTH =
      Setting.choice(
          "auth",
          Auth.AUTO,
          "How the keys are sent: in the header where `shop` is `https` and by OAuth 1.0a where it is"
              + " not (`auto`), or always in the one or the other way; `query` for hosts that drop the"
              + " header.");
  private static final Setting<Permalinks> PERMALINKS =
      Setting.choice(
          "permalinks",
          Permalinks.PRETTY,
          "`plain` where the site's permalinks are, so that its API is at `/?rest_route=`.");
  private static final Setting<String> API_VERSION =
      Setting.text("api_version", "wc/v3", "The version of the API.");
  private static final Setting<Boolean> PRODUCTS =
      Setting.flag(
          "products", false, "Read products, each with its variations, as the feed `product`.");
  private static final Setting<Boolean> VARIANTS =
      Setting.flag(
          "variants",
          false,
          "Read what is sold, variations and products without any, each with its product, as the"
              + " feed `variant`: what a catalogue by SKU needs.");
  private static final Setting<Boolean> CARTS =
      Setting.flag(
          "carts",
          false,
          "Read checkouts that were begun in the block checkout, as the feed `cart`: those that"
              + " changed within `recheck_days` at the first reading, and every change from then on.");
  private static final Setting<List<String>> CUSTOMER_META =
      Setting.texts(
          "meta.customer",
          "none",
          "Keys of customers' metadata to keep, as `meta.<key>`: where plug-ins keep a choice.");
  private static final Setting<List<String>> ORDER_META =
      Setting.texts("meta.order", "none", "Keys of the metadata of orders and of their lines.");
  private static final Setting<List<String>> PRODUCT_META =
      Setting.texts("meta.product", "none", "Keys of the metadata of products and variations.");
  private static final Setting<Integer> PAGE_SIZE =
      Setting.number(
          "page_size",
          100,
          2,
          ListReader.MOST,
          "Records a call at most. Where the shop fails on a page, the hub asks for half as much from"
              + " then on.");
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
          "Orders made within so many days are read again from time to time: forgetting a person,"
              + " for one, does not count as a change of their orders.");
  private static final Setting<Duration> RECHECK_EVERY =
      Setting.duration(
          "recheck_every", Duration.ofHours(6), ALWAYS, "How often they are read again.");
  private static final Setting<Duration> SWEEP_EVERY =
      Setting.duration(
          "sweep_every",
          Duration.ofHours(6),
          ALWAYS,
          "How often all customers, and all products, are read: the API cannot be asked for customers"
              + " that changed. New ones are found by every poll.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout", Duration.ofSeconds(60), SECOND, "How long the shop may take to answer.");
  private static final Setting<Optional<String>> URL =
      Setting.optionalText(
          "webhooks.url",
          "nobody looks whether webhooks are registered",
          "How the hub is reached from outside, for example `https://hub.example.com`; deliveries"
              + " go to `/hook/<system>/woocommerce` there.");
  private static final Setting<Optional<Secret>> SECRET =
      Setting.secret("webhooks.secret", "**required**", "The secret of every webhook.");
  private static final Setting<Optional<Secret>> OLD_SECRET =
      Setting.secret(
          "webhooks.previous_secret",
          "none",
          "The one before, while it is replaced; deliveries signed with either are taken.");
  private static final Setting<Optional<String>> SOURCE =
      Setting.optionalText(
          "webhooks.source",
          "the host of `shop`",
          "The host that deliveries name as their source, where it is another one. Others are"
              + " refused: a copy of the shop for trying things out has its webhooks, too.");
  private static final Setting<Boolean> REGISTER =
      Setting.flag(
          "webhooks.register",
          false,
          "`selvedge check --online` registers what is not registered yet and activates what was"
              + " switched off; otherwise it only says so.");

  private WooOptions() {}

  static List<Option> all() {
    return Stream.of(
            SHOP,
            KEY,
            SECRET_KEY,
            AUTH,
            PERMALINKS,
            API_VERSION,
            PRODUCTS,
            VARIANTS,
            CARTS,
            CUSTOMER_META,
            ORDER_META,
            PRODUCT_META,
            PAGE_SIZE,
            OVERLAP,
            RECHECK_DAYS,
            RECHECK_EVERY,
            SWEEP_EVERY,
            TIMEOUT,
            URL,
            SECRET,
            OLD_SECRET,
            SOURCE,
            REGISTER)
        .map(Setting::option)
        .toList();
  }

  /// What is wrong goes to the section's problems; what is returned then is of no use.
  static WooSettings read(YamlSection section) {
    YamlSection meta = section.sectionOrEmpty("meta");
    URI address = address(section);
    Wanted wanted =
        new Wanted(
            PRODUCTS.read(section),
            VARIANTS.read(section),
            CARTS.read(section),
            Set.copyOf(CUSTOMER_META.read(meta)),
            Set.copyOf(ORDER_META.read(meta)),
            Set.copyOf(PRODUCT_META.read(meta)));
    WooSettings.Reading reading =
        new WooSettings.Reading(
            PAGE_SIZE.read(section),
            OVERLAP.read(section),
            RECHECK_DAYS.read(section),
            RECHECK_EVERY.read(section),
            SWEEP_EVERY.read(section),
            TIMEOUT.read(section));
    return new WooSettings(
        new Site(address, PERMALINKS.read(section), version(section)),
        keys(section, address),
        wanted,
        reading,
        section.section("webhooks").map(hooks -> hooks(hooks, address)));
  }

  private static Keys keys(YamlSection section, URI address) {
    Auth auth = AUTH.read(section);
    boolean bare = auth == Auth.HEADER || auth == Auth.QUERY;
    if (bare && address.getScheme().equals("http") && !LOOPBACK.contains(address.getHost())) {
      section.problem(
          AUTH.key(),
          "over http the secret would be read by whoever listens, and WooCommerce takes no keys",
          "write the https address, or 'auth: oauth'");
    }
    return new Keys(
        auth,
        given(section, KEY).orElse(""),
        given(section, SECRET_KEY).orElse(new Secret("none")));
  }

  private static <T> Optional<T> given(YamlSection section, Setting<Optional<T>> setting) {
    Optional<T> value = setting.read(section);
    if (value.isEmpty()) {
      section
          .problems()
          .add(
              section.position(),
              "'" + setting.key() + "' is missing",
              "make a key in the shop and write it");
    }
    return value;
  }

  private static URI address(YamlSection section) {
    String written = SHOP.read(section).strip();
    try {
      URI uri = new URI(written.replaceFirst("/*$", "/"));
      boolean web = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
      if (web && uri.getHost() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return uri;
      }
    } catch (URISyntaxException notAnAddress) {
      // said below
    }
    if (!written.isEmpty()) {
      section.problem(
          SHOP.key(),
          "'shop' must be the shop's address, with https or http",
          "write https://shop.example.com");
    }
    return URI.create("https://localhost/");
  }

  private static String version(YamlSection section) {
    String version = API_VERSION.read(section).strip().replaceFirst("^/+", "");
    if (!VERSIONS.matcher(version).matches()) {
      section.problem(
          API_VERSION.key(), "'" + version + "' is no version that the hub knows", "write wc/v3");
    }
    return version;
  }

  private static Hooks hooks(YamlSection section, URI address) {
    List<Secret> secrets = new ArrayList<>();
    SECRET.read(section).ifPresent(secrets::add);
    if (secrets.isEmpty()) {
      section
          .problems()
          .add(
              section.position(),
              "nothing says what signs the webhooks",
              "write 'secret', and the same with every webhook in the shop");
    }
    OLD_SECRET.read(section).ifPresent(secrets::add);
    String url = URL.read(section).orElse("");
    if (!url.isEmpty() && !url.matches("https?://[^/?#\\s]+(/[^?#\\s]*)?")) {
      section.problem(URL.key(), "'url' must be an address", "write https://hub.example.com");
    }
    boolean register = REGISTER.read(section);
    if (register && url.isEmpty()) {
      section.problem(REGISTER.key(), "'url' is missing to register with", "write it");
    }
    String source = SOURCE.read(section).orElse(address.getHost()).toLowerCase(Locale.ROOT);
    return new Hooks(url, secrets, source, register);
  }
}
