package dev.selvedge.connectors.push;

import dev.selvedge.RecordKind;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Option;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.push.KindRule.DeleteRule;
import dev.selvedge.connectors.value.DottedPath;
import dev.selvedge.yaml.YamlSection;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// The options `kinds` of a system that calls, described once, and their reading.
public final class KindOptions {
  private static final Setting<Map<String, YamlSection>> KINDS =
      Setting.of(
          "kinds",
          "kinds to rules",
          "",
          "One entry for each kind of record; its URL ends with the kind's name.",
          YamlSection::named);
  private static final Setting<String> RECORDS =
      Setting.text(
          "kinds.*.records",
          "$",
          "Where the record is in the body, or the array of many: `$` is the body itself.");
  private static final Setting<String> KEY =
      Setting.requiredText(
          "kinds.*.key",
          "Where the record's key is, dotted, from the record: `id`, `customer.id`. A path that"
              + " begins with `$.` starts at the whole body.");
  private static final Setting<Optional<String>> READS =
      Setting.optionalText(
          "kinds.*.reads",
          "the call tells the record",
          "The flow to read, as `shop/order`: a call is a hint that the record with this key has"
              + " changed there, and nothing else in it is looked at. Its system must be one whose"
              + " records can be read by their keys, as its connector's page says.");
  private static final Setting<Optional<String>> STAMP =
      Setting.optionalText(
          "kinds.*.stamp",
          "records are ordered by arrival",
          "Where the time of the record's last change is: ISO 8601, or an epoch in seconds or"
              + " milliseconds. A value that is no time counts as absent.");
  private static final Setting<String> ZONE =
      Setting.text(
          "kinds.*.zone", "UTC", "The zone of stamps written without one, as `Europe/London`.");
  private static final Setting<Optional<String>> DELETED_HEADER =
      Setting.optionalText(
          "kinds.*.deleted.header",
          "give `header` or `path`",
          "The header that tells a deletion, such as the topic.");
  private static final Setting<Optional<String>> DELETED_PATH =
      Setting.optionalText(
          "kinds.*.deleted.path",
          "give `header` or `path`",
          "Where the body tells a deletion, from the record or with `$.` from the body.");
  private static final Setting<List<String>> DELETED_EQUALS =
      Setting.requiredTexts("kinds.*.deleted.equals", "The value, or values, that mean deleted.");

  private KindOptions() {}

  /// Every option, for systems whose calls may also be hints.
  public static List<Option> all() {
    return options(true);
  }

  /// The options of systems whose calls tell records and nothing else.
  public static List<Option> ofRecords() {
    return options(false);
  }

  private static List<Option> options(boolean hints) {
    return Stream.of(
            KINDS, RECORDS, KEY, READS, STAMP, ZONE, DELETED_HEADER, DELETED_PATH, DELETED_EQUALS)
        .filter(setting -> hints || !setting.equals(READS))
        .map(Setting::option)
        .toList();
  }

  /// Reads them, hints and all.
  public static Map<RecordKind, KindRule> read(YamlSection options) {
    return read(options, true);
  }

  /// Reads them where calls tell records and nothing else.
  public static Map<RecordKind, KindRule> readOfRecords(YamlSection options) {
    return read(options, false);
  }

  private static Map<RecordKind, KindRule> read(YamlSection options, boolean hints) {
    Map<String, YamlSection> named = KINDS.read(options);
    if (named.isEmpty()) {
      options.problem(KINDS.key(), "'kinds' is missing or empty", "name at least one kind");
    }
    Map<RecordKind, KindRule> kinds = new LinkedHashMap<>();
    named.forEach((name, section) -> kind(name, section, hints, kinds));
    return kinds;
  }

  private static void kind(
      String name, YamlSection section, boolean hints, Map<RecordKind, KindRule> kinds) {
    DottedPath records = new DottedPath(RECORDS.read(section));
    DottedPath key = new DottedPath(KEY.read(section));
    if (key.fromRoot() && !records.text().equals("$")) {
      section.problem(
          KEY.key(), "'key' begins at the body, not at the record", "remove the '$.' before it");
    }
    KindRule rule =
        new KindRule(
            records,
            key,
            new DottedPath(STAMP.read(section).orElse("")),
            zone(section),
            deleted(section),
            hints ? reads(section) : Optional.empty());
    try {
      kinds.put(new RecordKind(name), rule);
    } catch (IllegalArgumentException badName) {
      section.problems().add(section.position(), String.valueOf(badName.getMessage()));
    }
  }

  private static Optional<Feed> reads(YamlSection section) {
    Optional<String> written = READS.read(section);
    if (written.isEmpty()) {
      return Optional.empty();
    }
    for (String beside : List.of(STAMP.key(), ZONE.key(), "deleted")) {
      if (section.has(beside)) {
        section.problem(
            beside,
            "'" + beside + "' has no use beside 'reads': the record is read where it is",
            "leave it out");
      }
    }
    String[] parts = written.get().split("/", -1);
    try {
      if (parts.length == 2) {
        return Optional.of(new Feed(new SystemName(parts[0]), new RecordKind(parts[1])));
      }
    } catch (IllegalArgumentException noName) {
      // said below
    }
    section.problem(
        READS.key(),
        "'" + written.get() + "' is no flow",
        "write the system and the kind of record with a slash between, such as shop/order");
    return Optional.empty();
  }

  private static ZoneId zone(YamlSection section) {
    try {
      return ZoneId.of(ZONE.read(section));
    } catch (DateTimeException unknown) {
      section.problem(ZONE.key(), "'zone' is not a time zone", "write UTC or Europe/London");
      return ZoneOffset.UTC;
    }
  }

  private static DeleteRule deleted(YamlSection section) {
    if (!section.has("deleted")) {
      return new DeleteRule.Never();
    }
    YamlSection deleted = section.sectionOrEmpty("deleted");
    Optional<String> header = DELETED_HEADER.read(deleted);
    Optional<String> path = DELETED_PATH.read(deleted);
    List<String> values = DELETED_EQUALS.read(deleted);
    if (header.isPresent() == path.isPresent()) {
      section.problem("deleted", "'deleted' needs either 'header' or 'path'", "");
    }
    return header
        .<DeleteRule>map(name -> new DeleteRule.InHeader(name, values))
        .orElseGet(() -> new DeleteRule.InBody(new DottedPath(path.orElse("")), values));
  }
}
