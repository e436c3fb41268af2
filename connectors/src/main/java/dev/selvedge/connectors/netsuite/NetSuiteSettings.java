package dev.selvedge.connectors.netsuite;

import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connectors.netsuite.NetSuiteOptions.Reading;
import dev.selvedge.connectors.netsuite.NetSuiteOptions.Site;
import dev.selvedge.connectors.option.Addresses;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.option.Words;
import dev.selvedge.yaml.Environment;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlSection;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The options of the connector `netsuite`, described once and read once.
final class NetSuiteSettings {
  private static final Pattern ACCOUNT = Pattern.compile("[A-Za-z0-9]+([_-][A-Za-z0-9]+)?");
  private static final Pattern TYPE = Pattern.compile("[A-Za-z]{1,30}");
  private static final Pattern CURRENCY = Pattern.compile("[A-Z]{3}");
  private static final Pattern ID = Pattern.compile("-?\\d{1,18}");
  private static final String LINES = "line";

  private static final Setting<String> ACCOUNT_ID =
      Setting.requiredText(
          "account", "The account's id: `1234567`, or `1234567_SB1` of a sandbox.");
  private static final Setting<Optional<String>> URL =
      Setting.optionalText(
          "url",
          "made of `account`",
          "Where the account's services answer, if it is another address than"
              + " https://1234567.suitetalk.api.netsuite.com.");
  private static final Setting<String> TIME_ZONE =
      Setting.requiredText(
          "time_zone",
          "The time zone of the integration user (*Home > Set Preferences*), by whose clock SuiteQL"
              + " writes times: `Europe/London`. `check --online` compares it.");
  private static final Setting<List<String>> FEEDS =
      Setting.texts(
          "feeds",
          "all seven",
          "What to read: `customer`, `order`, `fulfilment`, `return`, `credit`, `refund`, `item`.");
  private static final String TYPES = "types";
  private static final Setting<List<String>> TYPES_OF =
      Setting.texts(
          "types.*",
          "`SalesOrd`, `ItemShip`, `RtnAuth`, `CustCred`, `CashRfnd` with `CustRfnd`",
          "By feed, the codes of the transactions that it is: add `CashSale` to `order` where the"
              + " tills write such.");
  private static final String FIELDS = "fields";
  private static final Setting<List<String>> FIELDS_OF =
      Setting.texts(
          "fields.*",
          "none",
          "By feed, further columns to read, which reach the record under their own names:"
              + " `custentity_tier`, `custbody_gift`, `custitem_colour`; below `line` those of lines,"
              + " `custcol_engraving`. Everything comes as the text SuiteQL gives, unless the name"
              + " says what it is: `:text` (what a list shows in place of the entry's id), `:number`,"
              + " `:flag`, `:date`, `:time`.");
  private static final Setting<List<String>> GUESTS =
      Setting.texts(
          "guest_customers",
          "none",
          "Internal ids of customers that stand for many people, such as the one to which a shop's"
              + " guest orders are booked. They are no person, and their orders are known by the"
              + " order's own address.");
  private static final Setting<Optional<String>> CURRENCY_OF_ALL =
      Setting.optionalText(
          "currency",
          "read with each transaction, from the table `currency`",
          "The code of the only currency, for accounts without several: `GBP`.");
  private static final Setting<Optional<String>> SINCE =
      Setting.optionalText(
          "since",
          "everything",
          "A day, `2024-01-31`: the first reading begins with what changed then.");
  private static final Setting<Boolean> DELETIONS =
      Setting.flag(
          "deletions", true, "Whether the table `deletedrecord` is read for what was deleted.");
  private static final Setting<Integer> RECHECK_DAYS =
      Setting.number(
          "recheck_days",
          7,
          0,
          365,
          "Transactions made in so many days are read again from time to time; 0 for none.");
  private static final Setting<Duration> RECHECK_EVERY =
      Setting.duration(
          "recheck_every", Duration.ofHours(12), Duration.ofMinutes(10), "How often that is done.");
  private static final Setting<Integer> PAGE_SIZE =
      Setting.number("page_size", 200, 2, 1000, "Records a page.");
  private static final Setting<Integer> CONCURRENT =
      Setting.number(
          "concurrent",
          1,
          1,
          4,
          "Calls at once. The account has a few for all its integrations together.");
  private static final Setting<Duration> REST =
      Setting.duration(
          "rest",
          Duration.ofSeconds(20),
          Duration.ofSeconds(1),
          "How long the account is left alone after it had too many calls at once, where it does not"
              + " say for how long.");
  private static final Setting<Duration> OVERLAP =
      Setting.duration(
          "overlap",
          Duration.ofHours(1),
          Duration.ofSeconds(1),
          "How far back each poll begins again, for records that were saved late.");
  private static final Setting<Duration> TIMEOUT =
      Setting.duration(
          "timeout",
          Duration.ofMinutes(2),
          Duration.ofSeconds(1),
          "How long NetSuite may take to answer; it gives up itself after 15 minutes.");

  private NetSuiteSettings() {}

  static List<Option> options() {
    List<Option> all = new ArrayList<>();
    all.add(ACCOUNT_ID.option());
    all.addAll(AccessSettings.options());
    Stream.of(
            TIME_ZONE,
            FEEDS,
            TYPES_OF,
            FIELDS_OF,
            GUESTS,
            CURRENCY_OF_ALL,
            SINCE,
            DELETIONS,
            RECHECK_DAYS,
            RECHECK_EVERY,
            PAGE_SIZE,
            CONCURRENT,
            REST,
            OVERLAP,
            TIMEOUT,
            URL,
            Addresses.ALLOW_HTTP)
        .map(Setting::option)
        .forEach(all::add);
    return all;
  }

  /// What is wrong goes to `problems`; what is returned then is of no use.
  static NetSuiteOptions read(YamlNode.Mapping options, Problems problems) {
    // References to the environment were replaced before.
    YamlSection section = YamlSection.of(options, Environment.NONE, problems);
    String account = account(section);
    NetSuiteOptions read =
        new NetSuiteOptions(
            new Site(
                base(section, account),
                CONCURRENT.read(section),
                REST.read(section),
                TIMEOUT.read(section)),
            AccessSettings.read(section, account),
            reading(section));
    section.finish();
    return read;
  }

  /// The account's id, by which calls with a token are signed.
  static String account(YamlSection section) {
    String written = ACCOUNT_ID.read(section);
    if (!written.isEmpty() && !ACCOUNT.matcher(written).matches()) {
      section.problem(
          ACCOUNT_ID.key(), "'account' is no account's id", "write 1234567, or 1234567_SB1");
    }
    return written;
  }

  private static URI base(YamlSection section, String account) {
    Optional<String> url = URL.read(section);
    if (url.isEmpty()) {
      String host = account.toLowerCase(Locale.ROOT).replace('_', '-');
      return ACCOUNT.matcher(account).matches()
          ? URI.create("https://" + host + ".suitetalk.api.netsuite.com")
          : Addresses.NOWHERE;
    }
    return Addresses.read(
        section, URL, url.get(), Addresses.ALLOW_HTTP.read(section), "https://erp.example.com");
  }

  private static Reading reading(YamlSection section) {
    return new Reading(
        subjects(section),
        zone(section),
        types(section),
        fields(section),
        columns(section.sectionOrEmpty(FIELDS), LINES, "l"),
        guests(section),
        currency(section),
        since(section),
        DELETIONS.read(section),
        Duration.ofDays(RECHECK_DAYS.read(section)),
        RECHECK_EVERY.read(section),
        PAGE_SIZE.read(section),
        OVERLAP.read(section));
  }

  private static ZoneId zone(YamlSection section) {
    String written = TIME_ZONE.read(section);
    try {
      return written.isEmpty() ? ZoneOffset.UTC : ZoneId.of(written);
    } catch (DateTimeException unknown) {
      section.problem(
          TIME_ZONE.key(),
          "there is no time zone '" + written + "'",
          "write a region, such as Europe/London or America/Los_Angeles, or UTC");
      return ZoneOffset.UTC;
    }
  }

  private static List<Subject> subjects(YamlSection section) {
    Map<String, Subject> known = new LinkedHashMap<>();
    for (Subject subject : Subject.values()) {
      known.put(word(subject), subject);
    }
    List<Subject> subjects = Words.read(section, FEEDS, "feed", known);
    return subjects.isEmpty() ? List.copyOf(known.values()) : subjects;
  }

  private static String word(Subject subject) {
    return subject.kind().value();
  }

  private static Map<Subject, List<String>> types(YamlSection section) {
    YamlSection types = section.sectionOrEmpty(TYPES);
    Map<Subject, List<String>> all = new EnumMap<>(Subject.class);
    for (Subject subject : Subject.values()) {
      if (subject.isTransaction()) {
        List<String> codes = types.texts(word(subject));
        codes.stream()
            .filter(code -> !TYPE.matcher(code).matches())
            .forEach(
                code ->
                    types.problem(
                        word(subject), "'" + code + "' is no code", "write SalesOrd, CashSale …"));
        all.put(subject, codes.isEmpty() ? subject.types() : codes);
      }
    }
    return all;
  }

  private static Map<Subject, List<Column>> fields(YamlSection section) {
    YamlSection fields = section.sectionOrEmpty(FIELDS);
    Map<Subject, List<Column>> all = new EnumMap<>(Subject.class);
    for (Subject subject : Subject.values()) {
      all.put(subject, columns(fields, word(subject), Subject.ROW));
    }
    return all;
  }

  private static List<Column> columns(YamlSection fields, String key, String table) {
    List<Column> all = new ArrayList<>();
    for (String written : fields.texts(key)) {
      Column.read(table, written)
          .ifPresentOrElse(
              all::add,
              () ->
                  fields.problem(
                      key,
                      "'" + written + "' cannot be read",
                      "write a column in lower case, and what it is if it is no text:"
                          + " custentity_tier:text; there are "
                          + Column.As.words(", ")));
    }
    return all;
  }

  private static Set<Long> guests(YamlSection section) {
    Set<Long> guests = new TreeSet<>();
    for (String written : GUESTS.read(section)) {
      if (ID.matcher(written).matches()) {
        guests.add(Long.valueOf(written));
      } else {
        section.problem(
            GUESTS.key(), "'" + written + "' is no internal id", "write the number, such as 107");
      }
    }
    return guests;
  }

  private static String currency(YamlSection section) {
    String written = CURRENCY_OF_ALL.read(section).orElse("");
    if (!written.isEmpty() && !CURRENCY.matcher(written).matches()) {
      section.problem(
          CURRENCY_OF_ALL.key(), "'" + written + "' is no currency's code", "write GBP, USD …");
    }
    return written;
  }

  private static Instant since(YamlSection section) {
    Optional<String> written = SINCE.read(section);
    try {
      return written
          .map(day -> LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant())
          .orElse(Instant.EPOCH);
    } catch (DateTimeException noDay) {
      section.problem(SINCE.key(), "'since' is no day", "write 2024-01-31");
      return Instant.EPOCH;
    }
  }
}
