package dev.selvedge.testkit.kafka;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/// Whoever makes topics and sends messages: the shop's own programs, or Debezium. Every call
/// returns when the broker has confirmed it.
public final class Producing implements AutoCloseable {
  private static final long SECONDS = 60;
  private static final Duration CLOSING = Duration.ofSeconds(5);

  private final Admin admin;
  private final KafkaProducer<byte[], byte[]> producer;

  private Producing(Admin admin, KafkaProducer<byte[], byte[]> producer) {
    this.admin = admin;
    this.producer = producer;
  }

  /// At a broker that takes everybody.
  public static Producing at(String address) {
    return at(address, Map.of());
  }

  /// With more settings of the producer, such as `transactional.id`.
  public static Producing at(String address, Map<String, Object> more) {
    Map<String, Object> common = new HashMap<>();
    common.put("bootstrap.servers", address);
    common.put("metric.reporters", "");
    Map<String, Object> settings = new HashMap<>(common);
    settings.put("max.block.ms", SECONDS * 1000);
    settings.putAll(more);
    return new Producing(
        Admin.create(common),
        new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer()));
  }

  /// The producer itself, for transactions.
  public KafkaProducer<byte[], byte[]> producer() {
    return producer;
  }

  /// What makes users and access lists.
  public Admin admin() {
    return admin;
  }

  /// Makes a topic with the broker's settings.
  public void topic(String name, int partitions) {
    topic(name, partitions, Map.of());
  }

  /// Makes a topic.
  ///
  /// @param settings such as `cleanup.policy`
  public void topic(String name, int partitions, Map<String, String> settings) {
    done(
        admin
            .createTopics(Set.of(new NewTopic(name, partitions, (short) 1).configs(settings)))
            .all());
  }

  /// Deletes a topic with all its messages.
  public void remove(String topic) {
    done(admin.deleteTopics(List.of(topic)).all());
  }

  /// How many messages a topic has taken so far, in all its partitions.
  public long held(String topic) {
    Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
    done(admin.describeTopics(List.of(topic)).allTopicNames()).values().stream()
        .flatMap(described -> described.partitions().stream())
        .forEach(one -> ends.put(new TopicPartition(topic, one.partition()), OffsetSpec.latest()));
    return done(admin.listOffsets(ends).all()).values().stream()
        .mapToLong(ListOffsetsResult.ListOffsetsResultInfo::offset)
        .sum();
  }

  /// Adds partitions until there are as many.
  public void grow(String topic, int partitions) {
    done(admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions))).all());
  }

  /// Deletes the oldest messages of a partition, as retention does.
  ///
  /// @param before those below this offset
  public void expire(String topic, int partition, long before) {
    done(
        admin
            .deleteRecords(
                Map.of(new TopicPartition(topic, partition), RecordsToDelete.beforeOffset(before)))
            .all());
  }

  /// Sends a message to the partition of its key; gives its offset.
  ///
  /// @param value none for a deletion
  public long send(String topic, @Nullable String key, @Nullable String value) {
    return send(new ProducerRecord<>(topic, bytes(key), bytes(value)));
  }

  /// Sends a message to a partition.
  public long send(String topic, int partition, @Nullable String key, @Nullable String value) {
    return send(new ProducerRecord<>(topic, partition, bytes(key), bytes(value)));
  }

  /// Sends a message as it is.
  public long send(ProducerRecord<byte[], byte[]> message) {
    return done(producer.send(message)).offset();
  }

  /// Sends without waiting for each; [#flush] waits for all.
  public Future<RecordMetadata> post(String topic, @Nullable String key, @Nullable String value) {
    return producer.send(new ProducerRecord<>(topic, bytes(key), bytes(value)));
  }

  /// Waits until everything posted is confirmed.
  public void flush() {
    producer.flush();
  }

  private static byte @Nullable [] bytes(@Nullable String text) {
    return text == null ? null : text.getBytes(StandardCharsets.UTF_8);
  }

  /// Waits for the broker's answer.
  public static <T> T done(KafkaFuture<T> future) {
    return done(future.toCompletionStage().toCompletableFuture());
  }

  /// Waits for the broker's answer.
  public static <T> T done(Future<T> future) {
    try {
      return future.get(SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException failure) {
      throw new AssertionError("the broker did not do it", failure);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", stopped);
    }
  }

  @Override
  public void close() {
    producer.close(CLOSING);
    admin.close(CLOSING);
  }
}
