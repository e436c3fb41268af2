package dev.selvedge.app.config;

import dev.selvedge.Secret;
import dev.selvedge.app.config.setting.Kept;
import dev.selvedge.app.config.setting.Setting;
import dev.selvedge.app.config.setting.SettingKinds;
import dev.selvedge.app.config.setting.StoreLocation;
import dev.selvedge.commerce.SkuWriting;
import dev.selvedge.dotdigital.delivery.setting.Retirement;
import dev.selvedge.mapping.EmailRules;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.collection.OrderSpelling;
import dev.selvedge.send.Doubts.Unsure;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Currency;
import java.util.List;
import java.util.Optional;

/// Every setting of `selvedge.yaml`, described once.
final class ProjectSettings {
  private static final int MAX_PORT = 65_535;
  private static final int LARGEST_BODY = 512 << 20;
  private static final int MAX_BATCH = 50_000;
  private static final int MAX_FIELDS = 10_000;
  private static final int MAX_ENROLMENTS = 1_000_000;
  private static final int MAX_TOLD = 100_000;
  private static final Duration SHORTEST_ANSWER = Duration.ofSeconds(1);
  private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);

  /// Beyond every overlap a poll may have.
  private static final Duration SHORTEST_INBOX = Duration.ofDays(7);

  private static final int LEAST_KEY = 32;
  private static final Duration SHORTEST_WAIT = Duration.ofMinutes(1);

  static final Setting<String> PROJECT =
      Setting.required(
          "project",
          SettingKinds.projectName(),
          "The project's name, shown on every page. One project is one brand or client.");
  static final Setting<StoreLocation> STORE =
      Setting.standing(
          "store",
          SettingKinds.store(),
          "data/hub.db",
          "Where everything is kept: a path is an SQLite file, `jdbc:postgresql://…` a PostgreSQL"
              + " database.");
  static final Setting<Integer> STORE_RESERVE =
      Setting.standing(
          "store_reserve",
          SettingKinds.size(Integer.MAX_VALUE),
          "256MB",
          "How much of the disk with an SQLite store stays free. While there is less, webhooks are"
              + " answered with 503 and polls pause; what was accepted is still worked off. Without"
              + " meaning for PostgreSQL.");
  static final Setting<Currency> CURRENCY =
      Setting.standing(
          "currency",
          SettingKinds.currency(),
          "GBP",
          "The currency in which the figures are summed. Orders in other currencies are counted"
              + " but not summed, unless `rates` says what one of theirs is worth in it, such as"
              + " `rates: { EUR: 0.86 }` ([figures](orders.md#figures)).");

  static final Setting<String> HTTP_BIND =
      Setting.standing(
          "http.bind",
          SettingKinds.text(),
          "127.0.0.1",
          "The address the dashboard and the webhooks listen on. `0.0.0.0` is every address; put a"
              + " proxy with TLS in front.");
  static final Setting<Integer> HTTP_PORT =
      Setting.standing(
          "http.port",
          SettingKinds.wholeNumber(0, MAX_PORT),
          "8480",
          "The port of the dashboard and the webhooks. `0` takes any free one.");
  static final Setting<Boolean> HTTP_HTTPS =
      Setting.standing(
          "http.https",
          SettingKinds.flag(),
          "false",
          "Whether people reach the dashboard by HTTPS, through a proxy in front. Cookies then"
              + " never travel without it.");
  static final Setting<Integer> HTTP_MAX_BODY =
      Setting.standing(
          "http.max_body",
          SettingKinds.size(LARGEST_BODY),
          "5MB",
          "The largest webhook body accepted; a larger one is answered with 413.");

  static final Setting<URI> DOTDIGITAL_ENDPOINT =
      Setting.required(
          "dotdigital.endpoint",
          SettingKinds.endpoint(),
          "The API endpoint of your account's region, for example"
              + " `https://r1-api.dotdigital.com`.");
  static final Setting<String> DOTDIGITAL_USER =
      Setting.required(
          "dotdigital.user",
          SettingKinds.text(),
          "The API user, best as `${env:DOTDIGITAL_USER}`.");
  static final Setting<Secret> DOTDIGITAL_PASSWORD =
      Setting.required(
          "dotdigital.password",
          SettingKinds.secret(),
          "Its password, best as `${env:DOTDIGITAL_PASSWORD}`.");
  static final Setting<Optional<LocalDate>> DOTDIGITAL_EXPIRE =
      Setting.standing(
          "dotdigital.credentials_expire",
          SettingKinds.dateOrNone(),
          "",
          "The day on which the API user's password ends, where your own rules set one: it is an"
              + " alarm `alarms.expires_within` before.");
  static final Setting<String> DOTDIGITAL_ORDERS =
      Setting.standing(
          "dotdigital.orders_collection",
          SettingKinds.collection(),
          "Orders",
          "The insight-data collection that orders go to; made when it is missing.");
  static final Setting<OrderSpelling> DOTDIGITAL_ORDERS_SPELLING =
      Setting.standing(
          "dotdigital.orders_spelling",
          SettingKinds.choice(OrderSpelling.class),
          "auto",
          "`snake_case` writes `order_total`, as Dotdigital's own pages do; `camel_case` writes"
              + " `orderTotal`, as its connector for Magento does. `auto` goes on with what the"
              + " account has: where it has both with that of more properties, and with"
              + " `snake_case` where it has none or as many of each. What was written before stays as it is until the order changes.");
  static final Setting<String> DOTDIGITAL_LIST =
      Setting.standing(
          "dotdigital.list",
          SettingKinds.textOrNone(),
          "",
          "A list every contact is put on, besides. Leave it out for none.");
  static final Setting<Integer> DOTDIGITAL_BATCH =
      Setting.standing(
          "dotdigital.contact_batch",
          SettingKinds.wholeNumber(1, MAX_BATCH),
          "10000",
          "How many contacts one import holds at most.");
  static final Setting<Integer> DOTDIGITAL_USE_AT_MOST =
      Setting.standing(
          "dotdigital.use_at_most",
          SettingKinds.percent(),
          "100%",
          "How much of the account's allowance of calls the hub may use; the rest is left to the"
              + " account's other integrations.");
  static final Setting<Unsure> DOTDIGITAL_WHEN_UNSURE =
      Setting.standing(
          "dotdigital.when_unsure",
          SettingKinds.choice(Unsure.class),
          "at_most_once",
          "What holds when an enrolment's answer was lost and looking gives no certainty: rather not"
              + " at all than twice, or rather twice than not at all.");

  static final Setting<Duration> DOTDIGITAL_ANSWER_WITHIN =
      Setting.standing(
          "dotdigital.answer_within",
          SettingKinds.duration(SHORTEST_ANSWER),
          "125s",
          "How long an answer may take before it counts as lost; the vendor asks for at least 121"
              + " seconds. An import whose answer was lost is sent again after two and a half times"
              + " as long unless it shows before, an enrolment that does not show after one and a"
              + " half times as long.");
  static final Setting<Integer> DOTDIGITAL_ENROLMENTS =
      Setting.standing(
          "dotdigital.enrolment_calls_an_hour",
          SettingKinds.wholeNumber(1, MAX_ENROLMENTS),
          "20",
          "How many enrolment calls the account allows in an hour. The vendor names 20, of 25"
              + " people each; whether that holds for every package is not known.");
  static final Setting<Boolean> DOTDIGITAL_CREATE_FIELDS =
      Setting.standing(
          "dotdigital.create_fields",
          SettingKinds.flag(),
          "true",
          "Whether data fields that the account lacks are created, with the types of `fields.yaml`."
              + " If not, a missing one is an error of `selvedge check --online`, and nothing is"
              + " sent before somebody created it.");
  static final Setting<Integer> DOTDIGITAL_MAX_STRING = maxFields("string", "246", "String");
  static final Setting<Integer> DOTDIGITAL_MAX_NUMERIC = maxFields("numeric", "50", "Numeric");
  static final Setting<Integer> DOTDIGITAL_MAX_DATE = maxFields("date", "49", "Date");
  static final Setting<Integer> DOTDIGITAL_MAX_BOOLEAN = maxFields("boolean", "50", "Boolean");

  static final Setting<String> SYSTEM_CONNECTOR =
      Setting.required(
          "systems.*.connector",
          SettingKinds.text(),
          "Which connector reads this system; each has a page of its own.");

  static final Setting<Optional<LocalDate>> SYSTEM_EXPIRE =
      Setting.standing(
          "systems.*.credentials_expire",
          SettingKinds.dateOrNone(),
          "",
          "The day on which its token, key or secret ends, such as `2027-01-31`, where whoever made"
              + " it set one: it is an alarm `alarms.expires_within` before"
              + " ([alarms](alarms.md#what-is-an-alarm)). No system tells it by itself.");
  static final Setting<SkuWriting> SYSTEM_SKUS =
      Setting.standing(
          "systems.*.skus",
          SettingKinds.choice(SkuWriting.class),
          "as_written",
          "`cleaned` where this system holds product numbers as they are sent, because it took them"
              + " from Dotdigital or cleans them in the same way: `HAT-1-1c976e6a048d` from it is the"
              + " article `HAT 1` of another system. With `as_written` it is another number, and is"
              + " parked.");

  static final Setting<Duration> ORDERS_ORPHANS_AFTER =
      Setting.standing(
          "orders.orphans_after",
          SettingKinds.duration(SHORTEST_WAIT),
          "24h",
          "How long a parcel, a refund or a cancellation may wait for its order before people are"
              + " told. It is joined whenever the order comes; `selvedge orders orphans` lists what"
              + " waits.");

  static final Setting<Boolean> IDENTITY_PLUS_TAGS =
      Setting.standing(
          "identity.fold_plus_tags",
          SettingKinds.flag(),
          "false",
          "Whether `ada+shop@example.com` and `ada@example.com` are one address. They are mailed"
              + " without the tag then.");
  static final Setting<List<String>> IDENTITY_DOTLESS =
      Setting.standing(
          "identity.fold_dots_at",
          SettingKinds.list(
              "domain", EmailRules::domain, "write domains, for example gmail.com, googlemail.com"),
          "",
          "At these domains dots before the at sign mean nothing: `a.da@gmail.com` is"
              + " `ada@gmail.com`.");
  static final Setting<List<String>> IDENTITY_BLOCKLIST =
      Setting.standing(
          "identity.blocklist",
          SettingKinds.list(
              "pattern",
              EmailRules::pattern,
              "write addresses with * for any characters, for example noreply@*"),
          "",
          "Addresses that stand for nobody, such as `noreply@*`, `*@marketplace.amazon.*` or"
              + " `*@test.example`; `*` is any characters. Such an address counts as none, and a"
              + " record that has no other and belongs to no other record is left out.");
  static final Setting<Retirement> IDENTITY_RETIRED =
      Setting.standing(
          "identity.retired",
          SettingKinds.choice(Retirement.class),
          "unsubscribe",
          "What becomes of the Dotdigital contact of a person nobody stands behind any more, as"
              + " when two persons turn out to be one: it is never mailed again, goes to the recycle"
              + " bin, or is left as it is.");
  static final Setting<String> IDENTITY_PHONE =
      Setting.standing(
          "identity.phone",
          SettingKinds.textOrNone(),
          "",
          "The field of fields.yaml with a phone number by which a record without an e-mail address"
              + " finds its person: the one whose records have that number. A number that several"
              + " people have finds nobody, and people with different addresses stay apart whatever"
              + " their numbers. Leave it out and numbers find nobody.");
  static final Setting<String> IDENTITY_PHONE_COUNTRY =
      Setting.standing(
          "identity.phone_country",
          SettingKinds.countryOrNone(),
          "",
          "The country, in two letters like `GB`, of phone numbers that do not begin with `+`."
              + " Without it such a number finds nobody, unless its mapping has put it in"
              + " international form.");
  static final Setting<String> TOLD_KIND =
      Setting.required(
          "systems.*.consent_target.kind",
          SettingKinds.text(),
          "The kind of record that holds a person's decision in this system and is told of newer"
              + " ones: see [what is told to systems](write-back.md). `consent_target` is one such"
              + " section or a list of them.");
  static final Setting<Topic> TOLD_TOPIC =
      Setting.standing(
          "systems.*.consent_target.topic",
          SettingKinds.topic(),
          "email",
          "What it holds the decision about: `email`, `sms`, `list/<name>` or `preference/<name>`.");
  static final Setting<Integer> TOLD_CALLS =
      Setting.standing(
          "systems.*.consent_target.calls_per_minute",
          SettingKinds.wholeNumber(0, MAX_TOLD),
          "0",
          "At most so many calls a minute to this system; `0` for no limit. Of several the lowest"
              + " holds for all.");

  static final Setting<Duration> RETENTION_BODIES =
      Setting.standing(
          "retention.bodies",
          SettingKinds.duration(SHORTEST_RETENTION),
          "30d",
          "How long the raw bodies of what was received are kept for replays. Parked ones stay"
              + " until somebody decides.");
  static final Setting<Duration> RETENTION_TRAIL =
      Setting.standing(
          "retention.trail",
          SettingKinds.duration(SHORTEST_RETENTION),
          "400d",
          "How long the trail is kept.");
  static final Setting<Kept> RETENTION_INBOX =
      Setting.standing(
          "retention.inbox",
          SettingKinds.kept(SHORTEST_INBOX),
          "400d",
          "How long the hub remembers that it received an old version of a record. The newest of"
              + " each record is always remembered: repeats are known by it.");
  static final Setting<Kept> RETENTION_PARKED =
      Setting.standing(
          "retention.parked",
          SettingKinds.kept(SHORTEST_RETENTION),
          "forever",
          "How long what is parked waits for somebody to look, counted from when it was last seen.");
  static final Setting<Kept> RETENTION_GONE =
      Setting.standing(
          "retention.gone",
          SettingKinds.kept(SHORTEST_RETENTION),
          "forever",
          "How long persons are kept of whom no system speaks any more and of whom nothing is to be"
              + " sent. Dotdigital keeps what it has.");
  static final Setting<Kept> RETENTION_HANDOVERS =
      Setting.standing(
          "retention.handovers",
          SettingKinds.kept(SHORTEST_INBOX),
          "90d",
          "How long calls that must not be repeated are remembered.");
  static final Setting<Kept> RETENTION_ERASURES =
      Setting.standing(
          "retention.lifted_erasures",
          SettingKinds.kept(SHORTEST_RETENTION),
          "400d",
          "How long an erasure is remembered that a new consent has lifted. One that stands is kept"
              + " for ever, as keyed hashes.");
  static final Setting<Kept> RETENTION_ALARMS =
      Setting.standing(
          "retention.alarms",
          SettingKinds.kept(SHORTEST_RETENTION),
          "400d",
          "How long alarms that are over are remembered, with what people were told of them.");
  static final Setting<Secret> ERASURE_KEY =
      Setting.standing(
          "erasure.key",
          SettingKinds.secretOrNone(LEAST_KEY),
          "",
          "What the addresses of erased people are hashed with, at least 32 characters; needed where"
              + " several machines share a PostgreSQL store. Without it the key is made when it is"
              + " first needed, in a file for its owner's eyes only: beside an SQLite store,"
              + " else `erasure.key` in the project's folder. Never change it.");

  /// In the order of the docs; the figures and each connector's options come by themselves.
  static final List<Setting<?>> ALL =
      List.of(
          PROJECT,
          STORE,
          STORE_RESERVE,
          CURRENCY,
          HTTP_BIND,
          HTTP_PORT,
          HTTP_HTTPS,
          HTTP_MAX_BODY,
          DOTDIGITAL_ENDPOINT,
          DOTDIGITAL_USER,
          DOTDIGITAL_PASSWORD,
          DOTDIGITAL_EXPIRE,
          DOTDIGITAL_ORDERS,
          DOTDIGITAL_ORDERS_SPELLING,
          DOTDIGITAL_LIST,
          DOTDIGITAL_BATCH,
          DOTDIGITAL_USE_AT_MOST,
          DOTDIGITAL_WHEN_UNSURE,
          DOTDIGITAL_ANSWER_WITHIN,
          DOTDIGITAL_ENROLMENTS,
          DOTDIGITAL_CREATE_FIELDS,
          DOTDIGITAL_MAX_STRING,
          DOTDIGITAL_MAX_NUMERIC,
          DOTDIGITAL_MAX_DATE,
          DOTDIGITAL_MAX_BOOLEAN,
          SYSTEM_CONNECTOR,
          SYSTEM_SKUS,
          SYSTEM_EXPIRE,
          ORDERS_ORPHANS_AFTER,
          IDENTITY_PLUS_TAGS,
          IDENTITY_DOTLESS,
          IDENTITY_BLOCKLIST,
          IDENTITY_RETIRED,
          IDENTITY_PHONE,
          IDENTITY_PHONE_COUNTRY,
          TOLD_KIND,
          TOLD_TOPIC,
          TOLD_CALLS,
          RETENTION_BODIES,
          RETENTION_TRAIL,
          RETENTION_INBOX,
          RETENTION_PARKED,
          RETENTION_GONE,
          RETENTION_HANDOVERS,
          RETENTION_ERASURES,
          RETENTION_ALARMS,
          ERASURE_KEY);

  private ProjectSettings() {}

  private static Setting<Integer> maxFields(String key, String standard, String type) {
    return Setting.standing(
        "dotdigital.max_" + key + "_fields",
        SettingKinds.wholeNumber(1, MAX_FIELDS),
        standard,
        "How many data fields of the type "
            + type
            + " the account's package allows, all together. Assumed: older help pages name these"
            + " numbers, the API tells none. `selvedge check` warns by them; sending does not go"
            + " by them.");
  }
}
