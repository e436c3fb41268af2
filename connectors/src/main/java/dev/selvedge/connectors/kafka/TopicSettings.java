package dev.selvedge.connectors.kafka;

import dev.selvedge.RecordKind;
import dev.selvedge.connectors.kafka.KafkaOptions.Deleted;
import dev.selvedge.connectors.kafka.KafkaOptions.Format;
import dev.selvedge.connectors.kafka.KafkaOptions.Lost;
import dev.selvedge.connectors.kafka.KafkaOptions.Order;
import dev.selvedge.connectors.kafka.KafkaOptions.Reading;
import dev.selvedge.connectors.kafka.KafkaOptions.Start;
import dev.selvedge.connectors.kafka.KafkaOptions.TopicRule;
import dev.selvedge.connectors.kafka.KafkaOptions.Unavailable;
import dev.selvedge.connectors.option.Setting;
import dev.selvedge.connectors.value.DottedPath;
import dev.selvedge.yaml.YamlSection;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The options below `feeds`: which topics hold a kind of record, and how to read them.
final class TopicSettings {
  static final Setting<Map<String, YamlSection>> FEEDS =
      Setting.of(
          "feeds",
          "kinds to topics",
          "",
          "One entry for each kind of record, by the kind's name.",
          YamlSection::named);
  private static final Setting<List<String>> TOPIC =
      Setting.requiredTexts("feeds.*.topic", "The topic, or topics, with records of this kind.");
  private static final Setting<Format> FORMAT =
      Setting.choice(
          "feeds.*.format",
          Format.JSON,
          "`json`: the value is the record. `connect`: the value has a `schema` and a `payload`, as"
              + " Kafka Connect writes it. `debezium`: the value is a change event, with or without"
              + " its schema.");
  private static final Setting<List<String>> KEY =
      Setting.texts(
          "feeds.*.key",
          "the message's key",
          "The field or fields, dotted, that make the record's key; several are joined with `/`. A"
              + " path that begins with `$.` starts at the whole value.");
  private static final Setting<Optional<String>> STAMP =
      Setting.optionalText(
          "feeds.*.stamp",
          "`arrival`; with `debezium`, `$.source.ts_ms`",
          "What tells an older state from a newer one: `arrival`, the order of the partition;"
              + " `message-time`, the time that Kafka keeps with each message; or where the value"
              + " holds the time of the change. A value that is no time counts as absent.");
  private static final Setting<String> ZONE =
      Setting.text("feeds.*.zone", "UTC", "The zone of stamps written without one.");
  private static final Setting<Optional<String>> DELETED_PATH =
      Setting.optionalText(
          "feeds.*.deleted.path",
          "messages without a value, and Debezium's deletions",
          "Where a value tells that its record is gone, besides.");
  private static final Setting<List<String>> DELETED_EQUALS =
      Setting.requiredTexts(
          "feeds.*.deleted.equals", "The value, or values, there that mean deleted.");
  private static final Setting<Start> START =
      Setting.choice(
          "feeds.*.start",
          Start.EARLIEST,
          "Where reading begins the first time: with the oldest message there is, or with those that"
              + " come from now on.");
  private static final Setting<Lost> LOST =
      Setting.choice(
          "feeds.*.when_lost",
          Lost.STOP,
          "When messages went away before they were read, by retention or since the topic was made"
              + " anew. `stop`: the feed stands still and says so. `earliest`: what is missing is"
              + " parked as one sentence, and reading goes on with the oldest message there is.");
  private static final Setting<Boolean> COMMITTED =
      Setting.flag(
          "feeds.*.committed",
          true,
          "Whether messages of transactions are read only when these are committed; `false` reads"
              + " aborted ones, too.");
  private static final Setting<Unavailable> UNAVAILABLE =
      Setting.choice(
          "feeds.*.unavailable",
          Unavailable.REFUSE,
          "What becomes of a change event in which Debezium has no value for a large column that did"
              + " not change: it is parked, or the column is left out of the record.");

  /// What Kafka allows.
  private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  private static final DottedPath SOURCE_TIME = new DottedPath("$.source.ts_ms");

  private TopicSettings() {}

  static Stream<Setting<?>> all() {
    return Stream.of(
        FEEDS,
        TOPIC,
        FORMAT,
        KEY,
        STAMP,
        ZONE,
        DELETED_PATH,
        DELETED_EQUALS,
        START,
        LOST,
        COMMITTED,
        UNAVAILABLE);
  }

  static TopicRule read(RecordKind kind, YamlSection section) {
    List<String> topics = TOPIC.read(section).stream().distinct().toList();
    for (String topic : topics) {
      if (!NAME.matcher(topic).matches()) {
        section.problem(
            TOPIC.key(),
            "'" + topic + "' is not the name of a topic",
            "write it as the brokers list it; patterns are not understood");
      }
    }
    Format format = FORMAT.read(section);
    if (UNAVAILABLE.given(section) && format != Format.DEBEZIUM) {
      section.problem(
          UNAVAILABLE.key(),
          "'unavailable' has no use without 'format: debezium'",
          "leave it out, or say the format");
    }
    return new TopicRule(
        kind,
        topics,
        format,
        KEY.read(section).stream().map(DottedPath::new).toList(),
        order(section, format),
        deleted(section),
        new Reading(
            START.read(section),
            LOST.read(section),
            COMMITTED.read(section),
            UNAVAILABLE.read(section)));
  }

  private static Order order(YamlSection section, Format format) {
    ZoneId zone = zone(section);
    Optional<String> written = STAMP.read(section);
    if (written.isEmpty()) {
      return format == Format.DEBEZIUM ? new Order.Field(SOURCE_TIME, zone) : new Order.Arrival();
    }
    return switch (written.get()) {
      case "arrival" -> new Order.Arrival();
      case "message-time" -> new Order.MessageTime();
      default -> new Order.Field(new DottedPath(written.get()), zone);
    };
  }

  private static ZoneId zone(YamlSection section) {
    try {
      return ZoneId.of(ZONE.read(section));
    } catch (DateTimeException unknown) {
      section.problem(ZONE.key(), "'zone' is not a time zone", "write UTC or Europe/London");
      return ZoneOffset.UTC;
    }
  }

  private static Deleted deleted(YamlSection section) {
    if (!section.has("deleted")) {
      return new Deleted.Never();
    }
    YamlSection deleted = section.sectionOrEmpty("deleted");
    Optional<String> path = DELETED_PATH.read(deleted);
    List<String> values = DELETED_EQUALS.read(deleted);
    if (path.isEmpty()) {
      section.problem("deleted", "'deleted' needs 'path'", "say where the value is");
    }
    return new Deleted.Where(new DottedPath(path.orElse("")), values);
  }
}
