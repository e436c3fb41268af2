package dev.selvedge.connectors.kafka;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.kafka.Brokers.Extent;
import dev.selvedge.connectors.kafka.Brokers.Range;
import dev.selvedge.connectors.kafka.KafkaOptions.LogIn;
import dev.selvedge.connectors.kafka.KafkaOptions.Sasl;
import dev.selvedge.connectors.kafka.KafkaOptions.Tls;
import dev.selvedge.connectors.kafka.KafkaOptions.TopicRule;
import dev.selvedge.connectors.kafka.PartitionLog.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// Looks at a real cluster: do brokers answer, is there each topic, may it be read, does its newest
/// message make a record, is it kept long enough, and how far behind is the hub.
final class CheckUp {
  private static final Duration SHORT = Duration.ofDays(1);

  /// How far back a message is looked for among marks of transactions.
  private static final int BACK = 20;

  private final SystemName system;
  private final Brokers brokers;
  private final KafkaOptions options;

  CheckUp(SystemName system, Brokers brokers, KafkaOptions options) {
    this.system = system;
    this.brokers = brokers;
    this.options = options;
  }

  List<Finding> examine() {
    List<Finding> findings = new ArrayList<>();
    openSecret().ifPresent(findings::add);
    if (answers(findings)) {
      Optional<Map<TopicPartition, Long>> told = told(findings);
      for (TopicRule rule : options.topics()) {
        for (String topic : rule.topics()) {
          examine(rule, topic, told, findings);
        }
      }
    }
    return findings;
  }

  private Optional<Finding> openSecret() {
    boolean open =
        options.security().tls() instanceof Tls.Off
            && options.security().logIn() instanceof LogIn.User user
            && user.mechanism() == Sasl.PLAIN
            && !options.bootstrap().stream().allMatch(CheckUp::isHere);
    return open
        ? Optional.of(
            new Finding(
                false,
                "the password travels as it is, for everybody on the way to read",
                "say 'tls: true', or log in by 'sasl: scram-sha-512'"))
        : Optional.empty();
  }

  private static boolean isHere(String address) {
    return address.startsWith("127.")
        || address.startsWith("[::1]")
        || address.toLowerCase(Locale.ROOT).startsWith("localhost:");
  }

  private boolean answers(List<Finding> findings) {
    try {
      findings.add(new Finding(true, "brokers answer: " + String.join(", ", brokers.nodes()), ""));
      return true;
    } catch (SourceException unreachable) {
      findings.add(
          broken(
              unreachable,
              "check bootstrap_servers, tls and sasl, and that the brokers are running"));
      return false;
    }
  }

  private Optional<Map<TopicPartition, Long>> told(List<Finding> findings) {
    if (options.group().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(brokers.told(options.group().get()));
    } catch (SourceException refused) {
      findings.add(broken(refused, "allow READ of the group, or leave 'group' out"));
      return Optional.empty();
    }
  }

  private void examine(
      TopicRule rule,
      String topic,
      Optional<Map<TopicPartition, Long>> told,
      List<Finding> findings) {
    try {
      if (!brokers.readable(topic)) {
        findings.add(
            new Finding(
                false,
                "the hub's user may see topic " + topic + " and may not read it",
                "allow READ of the topic"));
        return;
      }
      Map<String, Extent> extents = brokers.extents(List.of(topic), rule.reading().committed());
      Map<Integer, Range> partitions =
          extents.getOrDefault(topic, new Extent("", Map.of())).partitions();
      findings.add(trial(rule, topic, partitions));
      told.map(offsets -> lag(topic, partitions, offsets)).ifPresent(findings::add);
      kept(topic).ifPresent(findings::add);
    } catch (SourceException unreadable) {
      findings.add(
          broken(
              unreadable,
              "correct 'topic', allow READ and DESCRIBE of it, and see that the hub reaches every"
                  + " broker under the address by which it names itself"));
    }
  }

  private Finding trial(TopicRule rule, String topic, Map<Integer, Range> partitions) {
    long count = partitions.values().stream().mapToLong(one -> one.end() - one.earliest()).sum();
    String what =
        rule.kind()
            + ": topic "
            + topic
            + " has "
            + partitions.size()
            + (partitions.size() == 1 ? " partition" : " partitions")
            + (count == 0 ? " and no messages yet" : " with up to " + count + " messages");
    Optional<ConsumerRecord<byte[], byte[]>> newest = newest(rule, topic, partitions);
    if (newest.isEmpty()) {
      return new Finding(true, what, "");
    }
    RecordMaker maker =
        new RecordMaker(new Feed(system, rule.kind()), rule, options.bounds().message());
    return switch (maker.make(newest.get(), "")) {
      case RecordMaker.Made.Good ignored ->
          new Finding(true, what + "; one was read, as a trial", "");
      case RecordMaker.Made.Nothing ignored ->
          new Finding(true, what + "; one was read, and speaks of no record", "");
      case RecordMaker.Made.Bad bad ->
          new Finding(
              false,
              what
                  + "; the one at offset "
                  + newest.get().offset()
                  + " of partition "
                  + newest.get().partition()
                  + " makes no record: "
                  + bad.why(),
              "compare 'format' and 'key' with what is in the topic");
    };
  }

  /// The newest message of a partition that has some.
  private Optional<ConsumerRecord<byte[], byte[]>> newest(
      TopicRule rule, String topic, Map<Integer, Range> partitions) {
    for (Map.Entry<Integer, Range> each : new TreeMap<>(partitions).entrySet()) {
      Range range = each.getValue();
      if (range.end() > range.earliest()) {
        Span span =
            new Span(
                new TopicPartition(topic, each.getKey()),
                Math.max(range.earliest(), range.end() - BACK),
                range.end());
        try (PartitionLog log = new PartitionLog(new Feed(system, rule.kind()), options, rule)) {
          List<ConsumerRecord<byte[], byte[]>> read = log.take(List.of(span), BACK).messages();
          if (!read.isEmpty()) {
            return Optional.of(read.getLast());
          }
        }
      }
    }
    return Optional.empty();
  }

  private static Finding lag(
      String topic, Map<Integer, Range> partitions, Map<TopicPartition, Long> told) {
    long behind = 0;
    for (Map.Entry<Integer, Range> each : partitions.entrySet()) {
      Range range = each.getValue();
      long at = told.getOrDefault(new TopicPartition(topic, each.getKey()), range.earliest());
      behind += Math.max(0, range.end() - Math.max(at, range.earliest()));
    }
    return new Finding(true, "topic " + topic + ": up to " + behind + " messages wait", "");
  }

  /// Nothing where it is kept long enough, or the brokers do not tell.
  private Optional<Finding> kept(String topic) {
    try {
      long millis = brokers.retention(topic);
      return millis < 0 || millis >= SHORT.toMillis()
          ? Optional.empty()
          : Optional.of(
              new Finding(
                  false,
                  "topic "
                      + topic
                      + " keeps messages for "
                      + Duration.ofMillis(millis).toMinutes()
                      + " minutes only: what comes while the hub is away longer is lost",
                  "raise retention.ms to some days"));
    } catch (SourceException notTold) {
      return Optional.empty();
    }
  }

  private static Finding broken(SourceException failure, String advice) {
    return new Finding(false, String.valueOf(failure.getMessage()), advice);
  }
}
