package dev.selvedge.connectors.shopify;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.shopify.api.ShopifySettings;
import dev.selvedge.connectors.shopify.api.ShopifySettings.Access;
import dev.selvedge.connectors.shopify.api.ShopifySettings.Hooks;
import dev.selvedge.connectors.shopify.api.ShopifySettings.Metafield;
import dev.selvedge.connectors.shopify.api.ShopifySettings.Wanted;
import dev.selvedge.connectors.shopify.api.Subject;
import dev.selvedge.connectors.shopify.api.Topic;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The options of the connector `shopify`, described once and read once.
final class ShopifyOptions {
  private static final String VERSION = "2026-10";
  private static final Pattern VERSIONS = Pattern.compile("20\\d\\d-(01|04|07|10)");
  private static final Pattern HANDLE = Pattern.compile("[a-zA-Z0-9][a-zA-Z0-9-]{0,99}");
  private static final Pattern METAFIELD =
      Pattern.compile("([$A-Za-z0-9_:-]{1,255})\\.([A-Za-z0-9_-]{1,64})");
  private static final Duration SECOND = Duration.ofSeconds(1);

  private static final Setting<String> SHOP =
      Setting.requiredText(
          "shop", "The shop's own address at Shopify, for example `my-brand.myshopify.com`.");
  private static final Setting<String> API_VERSION =
      Setting.text(
          "api_version",
          VERSION,
          "The version of the Admin API. The questions are those of 2026-10; a later version may be"
              + " written here.");
  static final Setting<Optional<Secret>> TOKEN =
      Setting.secret(
          "token", "client_id and client_secret", "An Admin API access token that does not end.");
  static final Setting<Optional<String>> CLIENT_ID =
      Setting.optionalText(
          "client_id",
          "token",
          "The client id of an app of the shop's own organisation; the hub fetches its tokens, and"
              + " new ones when they end.");
  static final Setting<Optional<Secret>> CLIENT_SECRET =
      Setting.secret("client_secret", "token", "That app's client secret.");
  private static final Setting<Boolean> PRODUCTS =
      Setting.flag(
          "products", false, "Read products, each with its variants, as the feed `product`.");
  private static final Setting<Boolean> VARIANTS =
      Setting.flag(
          "variants",
          false,
          "Read the variants of products, each with its product, as the feed `variant`: what a"
              + " catalogue by SKU needs.");
  private static final Setting<Boolean> CARTS =
      Setting.flag(
          "carts",
          false,
          "Read abandoned checkouts, as the feed `cart`: those that changed within `recheck_days`"
              + " at the first reading, and every change from then on.");
  private static final Setting<List<String>> CUSTOMER_FIELDS =
      metafields("metafields.customer", "Metafields of customers to read, as `namespace.key`.");
  private static final Setting<List<String>> ORDER_FIELDS =
      metafields("metafields.order", "Metafields of orders to read.");
  private static final Setting<List<String>> PRODUCT_FIELDS =
      metafields("metafields.product", "Metafields of products to read.");
  private static final Setting<Integer> PAGE_SIZE =
      Setting.number(
          "page_size",
          50,
          1,
          250,
          "Records a call at most. Where the shop finds a page too heavy, the hub asks for half as"
              + " much from then on.");
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
          "Orders made within so many days are read again from time to time, since not all that"
              + " happens to a parcel counts as a change of its order.");
  private static final Setting<Duration> RECHECK_EVERY =
      Setting.duration(
          "recheck_every", Duration.ofHours(6), SECOND, "How often they are read again.");
  private static final Setting<Integer> BULK_FROM =
      Setting.number(
          "bulk_from",
          10_000,
          0,
          100_000_000,
          "Where there are so many customers, or products, their first reading is a bulk operation"
              + " of the shop's, which costs nearly none of the allowance; `0` for never.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout", Duration.ofSeconds(30), SECOND, "How long the shop may take to answer.");
  private static final Setting<Optional<String>> URL =
      Setting.optionalText(
          "webhooks.url",
          "nobody looks whether webhooks are registered",
          "How the hub is reached from outside, for example `https://hub.example.com`; deliveries"
              + " go to `/hook/<system>/shopify` there.");
  private static final Setting<Optional<Secret>> SECRET =
      Setting.secret(
          "webhooks.secret",
          "`client_secret`",
          "What signs deliveries: the app's client secret, or the one shown below *Webhooks* in the"
              + " shop's settings for those made there.");
  private static final Setting<Optional<Secret>> OLD_SECRET =
      Setting.secret(
          "webhooks.previous_secret",
          "none",
          "The one before, while it is replaced; deliveries signed with either are taken.");
  private static final Setting<List<String>> TOPICS =
      Setting.texts(
          "webhooks.topics",
          "all that concern what is read",
          "What the shop calls about, such as `orders/create`.");
  private static final Setting<Boolean> REGISTER =
      Setting.flag(
          "webhooks.register",
          false,
          "`selvedge check --online` registers what is not registered yet; otherwise it only says"
              + " so.");

  private ShopifyOptions() {}

  static List<Option> all() {
    return Stream.of(
            SHOP,
            API_VERSION,
            TOKEN,
            CLIENT_ID,
            CLIENT_SECRET,
            PRODUCTS,
            VARIANTS,
            CARTS,
            CUSTOMER_FIELDS,
            ORDER_FIELDS,
            PRODUCT_FIELDS,
            PAGE_SIZE,
            OVERLAP,
            RECHECK_DAYS,
            RECHECK_EVERY,
            BULK_FROM,
            TIMEOUT,
            URL,
            SECRET,
            OLD_SECRET,
            TOPICS,
            REGISTER)
        .map(Setting::option)
        .toList();
  }

  /// What is wrong goes to the section's problems; what is returned then is of no use.
  static ShopifySettings read(YamlSection section) {
    YamlSection fields = section.sectionOrEmpty("metafields");
    Optional<Access> access = access(section, true);
    Wanted wanted =
        new Wanted(
            PRODUCTS.read(section),
            VARIANTS.read(section),
            CARTS.read(section),
            metafields(fields, CUSTOMER_FIELDS),
            metafields(fields, ORDER_FIELDS),
            metafields(fields, PRODUCT_FIELDS));
    ShopifySettings.Reading reading =
        new ShopifySettings.Reading(
            PAGE_SIZE.read(section),
            OVERLAP.read(section),
            RECHECK_DAYS.read(section),
            RECHECK_EVERY.read(section),
            BULK_FROM.read(section),
            TIMEOUT.read(section));
    Access known = access.orElse(new Access.Token(new Secret("none")));
    return new ShopifySettings(
        address(section),
        version(section),
        known,
        wanted,
        reading,
        section.section("webhooks").map(hooks -> hooks(hooks, known, wanted)));
  }

  /// Either a token or an app; nothing where neither is given.
  ///
  /// @param needed whether one of them must be
  static Optional<Access> access(YamlSection section, boolean needed) {
    Optional<Secret> token = TOKEN.read(section);
    Optional<String> id = CLIENT_ID.read(section);
    Optional<Secret> secret = CLIENT_SECRET.read(section);
    boolean app = id.isPresent() || secret.isPresent();
    if (token.isPresent() && id.isPresent()) {
      section.problem(
          TOKEN.key(), "'token' and 'client_id' are two ways to log in", "leave one of them out");
    } else if (id.isPresent() && secret.isEmpty()) {
      section.problem(CLIENT_ID.key(), "'client_secret' is missing beside 'client_id'", "write it");
    } else if (token.isEmpty() && secret.isPresent() && id.isEmpty()) {
      section.problem(
          CLIENT_SECRET.key(), "'client_id' is missing beside 'client_secret'", "write it");
    } else if (needed && token.isEmpty() && !app) {
      section
          .problems()
          .add(
              section.position(),
              "there is nothing to log in with",
              "write 'token', or 'client_id' and 'client_secret'");
    }
    return token
        .<Access>map(Access.Token::new)
        .or(() -> id.flatMap(name -> secret.map(word -> new Access.App(name, word))));
  }

  private static URI address(YamlSection section) {
    String written = SHOP.read(section).strip();
    String host = HANDLE.matcher(written).matches() ? written + ".myshopify.com" : written;
    try {
      URI uri = new URI(host.contains("://") ? host : "https://" + host);
      boolean web = uri.getScheme().equals("https") || uri.getScheme().equals("http");
      boolean bare = uri.getPath() == null || uri.getPath().isEmpty() || uri.getPath().equals("/");
      if (web && uri.getHost() != null && bare && uri.getQuery() == null) {
        return uri.resolve("/");
      }
    } catch (URISyntaxException notAnAddress) {
      // said below
    }
    if (!written.isEmpty()) {
      section.problem(
          SHOP.key(), "'shop' must be the shop's address", "write my-brand.myshopify.com");
    }
    return URI.create("https://localhost/");
  }

  private static String version(YamlSection section) {
    String version = API_VERSION.read(section);
    if (!VERSIONS.matcher(version).matches() || version.compareTo(VERSION) < 0) {
      section.problem(
          API_VERSION.key(),
          "'" + version + "' is no version that the hub can ask in",
          "write " + VERSION + " or a later one");
    }
    return version;
  }

  private static Hooks hooks(YamlSection section, Access access, Wanted wanted) {
    List<Secret> secrets = new ArrayList<>();
    SECRET.read(section).ifPresent(secrets::add);
    if (secrets.isEmpty() && access instanceof Access.App app) {
      secrets.add(app.secret());
    }
    if (secrets.isEmpty()) {
      section
          .problems()
          .add(
              section.position(),
              "nothing says what signs the webhooks",
              "write 'secret' with the app's client secret");
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
    return new Hooks(url, secrets, topics(section, wanted), register);
  }

  private static List<Topic> topics(YamlSection section, Wanted wanted) {
    List<String> written = TOPICS.read(section);
    if (written.isEmpty()) {
      return Arrays.stream(Topic.values()).filter(topic -> concerns(topic, wanted)).toList();
    }
    List<Topic> topics = new ArrayList<>();
    for (String name : written) {
      Topic.of(name)
          .ifPresentOrElse(
              topics::add,
              () ->
                  section.problem(
                      TOPICS.key(),
                      "'" + name + "' is no topic that the hub knows",
                      "write one such as orders/create"));
    }
    return topics.stream().distinct().toList();
  }

  private static boolean concerns(Topic topic, Wanted wanted) {
    return switch (topic.meaning()) {
      case Topic.Meaning.Changed changed -> reads(changed.subject(), wanted);
      case Topic.Meaning.Deleted deleted -> reads(deleted.subject(), wanted);
      case Topic.Meaning.Merged _,
          Topic.Meaning.Consent _,
          Topic.Meaning.Privacy _,
          Topic.Meaning.Uninstalled _ ->
          true;
      case Topic.Meaning.Nothing _ -> false;
    };
  }

  private static boolean reads(Subject subject, Wanted wanted) {
    return switch (subject) {
      case CUSTOMER, ORDER -> true;
      case PRODUCT, VARIANT -> wanted.products() || wanted.variants();
      case CHECKOUT -> wanted.checkouts();
    };
  }

  private static Setting<List<String>> metafields(String path, String description) {
    return Setting.texts(path, "none", description);
  }

  private static List<Metafield> metafields(YamlSection section, Setting<List<String>> setting) {
    List<Metafield> fields = new ArrayList<>();
    for (String written : setting.read(section)) {
      Matcher matcher = METAFIELD.matcher(written);
      if (matcher.matches()) {
        fields.add(new Metafield(matcher.group(1), matcher.group(2)));
      } else {
        section.problem(
            setting.key(),
            "'" + written + "' cannot be the name of a metafield",
            "write its namespace, a dot and its key, such as crm.tier");
      }
    }
    return fields;
  }
}
