package dev.selvedge.connectors.kafka;

import dev.selvedge.ContentHash;
import dev.selvedge.Payload;
import dev.selvedge.RecordRef;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Change;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.connector.SourceRecord.Stamp;
import dev.selvedge.connectors.kafka.KafkaOptions.Deleted;
import dev.selvedge.connectors.kafka.KafkaOptions.Format;
import dev.selvedge.connectors.kafka.KafkaOptions.Order;
import dev.selvedge.connectors.kafka.KafkaOptions.TopicRule;
import dev.selvedge.connectors.value.DottedPath;
import dev.selvedge.connectors.value.StorableText;
import dev.selvedge.connectors.value.TimeText;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/// Makes a source record of a message, or says why it cannot. Immutable.
///
/// @param largest the most bytes that a message may have
record RecordMaker(Feed feed, TopicRule rule, int largest) {
  private static final int RAW = 10_000;

  /// What a message comes to.
  sealed interface Made {
    /// A record.
    ///
    /// @param snapshot whether it comes from a snapshot, and not from a change
    /// @param deleted its key, hashed, when a change event told its deletion: the message without a
    ///     value that Debezium sends after it tells nothing new
    record Good(
        String key, Stamp stamp, Change change, String body, boolean snapshot, String deleted)
        implements Made {}

    record Bad(String why) implements Made {}

    /// It speaks of no record.
    record Nothing() implements Made {}
  }

  /// @param deletedBefore the key of the record that the message before it deleted, hashed
  Made make(ConsumerRecord<byte[], byte[]> message, String deletedBefore) {
    int size =
        Math.max(0, message.serializedKeySize()) + Math.max(0, message.serializedValueSize());
    if (size > largest) {
      return new Made.Bad("It has " + size + " bytes; 'max_message_bytes' allows " + largest + '.');
    }
    MessageKey key = MessageKey.of(message.key());
    if (message.value() == null) {
      return gone(message, key, deletedBefore);
    }
    return switch (Envelope.open(rule.format(), message.value(), rule.reading().unavailable())) {
      case Envelope.Unusable unusable -> new Made.Bad(unusable.why());
      case Envelope.Nothing ignored -> new Made.Nothing();
      case Envelope.Whole whole -> told(message, key, whole);
    };
  }

  private Made told(
      ConsumerRecord<byte[], byte[]> message, MessageKey messageKey, Envelope.Whole whole) {
    boolean gone = whole.gone() || saysGone(whole);
    Named named =
        rule.key().isEmpty()
            ? ofMessage(messageKey)
            : fields(whole.root(), whole.record(), "the record");
    return switch (named) {
      case Named.Not not -> new Made.Bad(not.why());
      case Named.As as ->
          new Made.Good(
              as.key(),
              stamp(message, whole.root(), whole.record()),
              gone ? Change.DELETE : Change.UPSERT,
              whole.record().isObject() ? whole.body() : messageKey.written(),
              whole.snapshot(),
              whole.gone() ? ContentHash.of(as.key()).toString() : "");
    };
  }

  private boolean saysGone(Envelope.Whole whole) {
    return switch (rule.deleted()) {
      case Deleted.Never ignored -> false;
      case Deleted.Where where -> {
        JsonNode value = where.path().in(whole.root(), whole.record());
        yield value.isValueNode() && where.values().contains(value.asString(""));
      }
    };
  }

  /// A message with a key and without a value.
  private Made gone(
      ConsumerRecord<byte[], byte[]> message, MessageKey messageKey, String deletedBefore) {
    Named named =
        rule.key().isEmpty()
            ? ofMessage(messageKey)
            : fields(messageKey.node(), messageKey.node(), "the message's key");
    boolean ofDebezium = rule.format() == Format.DEBEZIUM;
    return switch (named) {
      case Named.Not not ->
          // The change event before it said which record is gone.
          ofDebezium && !rule.key().isEmpty()
              ? new Made.Nothing()
              : new Made.Bad("It has no value, so a record is gone; " + not.why());
      case Named.As as ->
          ofDebezium && ContentHash.of(as.key()).toString().equals(deletedBefore)
              ? new Made.Nothing()
              : new Made.Good(
                  as.key(),
                  stamp(message, MissingNode.getInstance(), MissingNode.getInstance()),
                  Change.DELETE,
                  messageKey.written(),
                  false,
                  "");
    };
  }

  /// A record's key, or why there is none.
  private sealed interface Named {
    record As(String key) implements Named {}

    record Not(String why) implements Named {}
  }

  private static Named ofMessage(MessageKey key) {
    return switch (key) {
      case MessageKey.Absent ignored ->
          new Named.Not(
              "the message has no key: say with 'key' which of its fields make the record's key.");
      case MessageKey.Unusable unusable -> new Named.Not(unusable.why());
      case MessageKey.Named named -> sized(named.text());
    };
  }

  private Named fields(JsonNode root, JsonNode record, String where) {
    List<String> parts = new ArrayList<>();
    for (DottedPath path : rule.key()) {
      Optional<String> part = path.scalar(root, record);
      if (part.isEmpty()) {
        return new Named.Not(where + " has no '" + path.text() + "', which is its key.");
      }
      parts.add(part.get());
    }
    return sized(MessageKey.joined(parts));
  }

  private static Named sized(String key) {
    if (key.isBlank()) {
      return new Named.Not("its key is blank.");
    }
    if (!StorableText.is(key)) {
      return new Named.Not("its key has a sign that cannot be stored (NUL, or half of a pair).");
    }
    return key.length() > RecordRef.MAX_KEY
        ? new Named.Not("its key is longer than " + RecordRef.MAX_KEY + " characters.")
        : new Named.As(key);
  }

  private Stamp stamp(ConsumerRecord<byte[], byte[]> message, JsonNode root, JsonNode record) {
    return switch (rule.order()) {
      case Order.Arrival ignored -> Stamp.absent();
      case Order.MessageTime ignored -> messageTime(message);
      case Order.Field field ->
          message.value() == null
              ? messageTime(message)
              : TimeText.read(field.path().in(root, record), field.zone())
                  .map(Stamp::at)
                  .orElseGet(Stamp::absent);
    };
  }

  /// Messages of very old producers have none.
  private static Stamp messageTime(ConsumerRecord<byte[], byte[]> message) {
    return message.timestamp() < 0
        ? Stamp.absent()
        : Stamp.at(Instant.ofEpochMilli(message.timestamp()));
  }

  SourceRecord record(Made.Good made, Instant observed, Pace pace) {
    return new SourceRecord(
        new RecordRef(feed.system(), feed.kind(), made.key()),
        made.stamp(),
        observed,
        made.change(),
        pace,
        Payload.ofText(made.body()));
  }

  /// The beginning of a message's value, for the parked list.
  String raw(ConsumerRecord<byte[], byte[]> message) {
    byte[] value = message.value();
    return value == null
        ? ""
        : new String(value, 0, Math.min(RAW, value.length), StandardCharsets.UTF_8);
  }
}
