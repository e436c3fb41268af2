package dev.selvedge.connectors.kafka;

import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceException;
import java.lang.System.Logger.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.TopicPartitionInfo;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.jspecify.annotations.Nullable;

/// What the brokers say of their topics, and what they are told of the hub. Connects when first
/// asked; every question ends within the time-out. Safe for use by many threads.
final class Brokers implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Brokers.class.getName());

  private final KafkaOptions options;
  private final String client;
  private final Failures failures;
  private final ReentrantLock lock = new ReentrantLock();
  private final AtomicBoolean complained = new AtomicBoolean();
  private final AtomicReference<Map<TopicPartition, Long>> told = new AtomicReference<>(Map.of());
  private @Nullable Admin admin;
  private boolean closed;

  Brokers(SystemName system, KafkaOptions options) {
    this.options = options;
    this.client = "selvedge-" + system.value();
    this.failures = new Failures(options);
  }

  /// How far the partitions of a topic reach.
  ///
  /// @param id changes when the topic is made anew; the same for all where the brokers have none
  record Extent(String id, Map<Integer, Range> partitions) {
    Extent {
      partitions = Map.copyOf(partitions);
    }
  }

  /// The offsets of one partition.
  ///
  /// @param earliest of the oldest message there is
  /// @param end of the next one to come
  record Range(long earliest, long end) {}

  /// How far each topic reaches.
  ///
  /// @param committed whether it ends where the oldest open transaction begins
  Map<String, Extent> extents(List<String> topics, boolean committed) {
    Map<String, TopicDescription> described =
        answer(topics, open -> open.describeTopics(topics).allTopicNames());
    List<TopicPartition> partitions = new ArrayList<>();
    described.forEach(
        (topic, description) -> {
          for (TopicPartitionInfo each : description.partitions()) {
            partitions.add(new TopicPartition(topic, each.partition()));
          }
        });
    Map<TopicPartition, Long> earliest = offsets(topics, partitions, OffsetSpec.earliest(), false);
    Map<TopicPartition, Long> end = offsets(topics, partitions, OffsetSpec.latest(), committed);
    Map<String, Extent> extents = new TreeMap<>();
    described.forEach(
        (topic, description) -> {
          Map<Integer, Range> ranges = new TreeMap<>();
          for (TopicPartitionInfo each : description.partitions()) {
            TopicPartition partition = new TopicPartition(topic, each.partition());
            ranges.put(
                each.partition(),
                new Range(earliest.getOrDefault(partition, 0L), end.getOrDefault(partition, 0L)));
          }
          extents.put(topic, new Extent(description.topicId().toString(), ranges));
        });
    return extents;
  }

  private Map<TopicPartition, Long> offsets(
      List<String> topics, List<TopicPartition> partitions, OffsetSpec spec, boolean committed) {
    Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
    partitions.forEach(partition -> asked.put(partition, spec));
    ListOffsetsOptions how =
        new ListOffsetsOptions(
            committed ? IsolationLevel.READ_COMMITTED : IsolationLevel.READ_UNCOMMITTED);
    Map<TopicPartition, ListOffsetsResultInfo> listed =
        answer(topics, open -> open.listOffsets(asked, how).all());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    listed.forEach((partition, found) -> offsets.put(partition, found.offset()));
    return offsets;
  }

  /// The addresses of all brokers, as they name themselves.
  List<String> nodes() {
    Collection<Node> nodes = answer(List.of(), open -> open.describeCluster().nodes());
    return nodes.stream().map(node -> node.host() + ':' + node.port()).sorted().toList();
  }

  /// Whether the hub may read a topic, as far as the brokers tell.
  boolean readable(String topic) {
    DescribeTopicsOptions how = new DescribeTopicsOptions().includeAuthorizedOperations(true);
    Map<String, TopicDescription> described =
        answer(List.of(topic), open -> open.describeTopics(List.of(topic), how).allTopicNames());
    TopicDescription description = described.get(topic);
    Set<AclOperation> allowed = description == null ? null : description.authorizedOperations();
    return allowed == null || allowed.isEmpty() || allowed.contains(AclOperation.READ);
  }

  /// For how long a topic keeps messages, in milliseconds; -1 for ever.
  ///
  /// @throws SourceException also where the hub may not ask
  long retention(String topic) {
    ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
    var configs =
        answer(List.of(topic), open -> open.describeConfigs(List.of(resource)).all()).get(resource);
    if (configs == null) {
      return -1;
    }
    var policy = configs.get(TopicConfig.CLEANUP_POLICY_CONFIG);
    var kept = configs.get(TopicConfig.RETENTION_MS_CONFIG);
    boolean deletes = policy == null || policy.value().contains("delete");
    return deletes && kept != null ? Long.parseLong(kept.value()) : -1;
  }

  /// How far the brokers were told that topics were read, under the group's name.
  Map<TopicPartition, Long> told(String group) {
    Map<TopicPartition, OffsetAndMetadata> committed =
        answer(
            List.of(),
            open -> open.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata());
    Map<TopicPartition, Long> offsets = new HashMap<>();
    committed.forEach(
        (partition, at) -> {
          if (at != null) {
            offsets.put(partition, at.offset());
          }
        });
    return offsets;
  }

  /// Tells the brokers how far topics were read and stored, if they are to be told. Nobody waits
  /// for it, and reading goes on where it fails: the hub does not go by it.
  void tell(Map<TopicPartition, Long> stored) {
    if (options.group().isEmpty() || told.get().entrySet().containsAll(stored.entrySet())) {
      return;
    }
    Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
    stored.forEach((partition, next) -> offsets.put(partition, new OffsetAndMetadata(next)));
    String group = options.group().get();
    var _ =
        opened()
            .alterConsumerGroupOffsets(group, offsets)
            .all()
            .whenComplete((done, failure) -> settle(group, stored, failure));
  }

  private void settle(String group, Map<TopicPartition, Long> stored, @Nullable Throwable failure) {
    if (failure == null) {
      told.updateAndGet(
          before -> {
            Map<TopicPartition, Long> all = new HashMap<>(before);
            all.putAll(stored);
            return Map.copyOf(all);
          });
    } else if (!complained.getAndSet(true)) {
      String why = failures.of(failure, List.of()).getMessage();
      LOG.log(
          Level.WARNING,
          "{0}: the brokers do not take how far was read as group ''{1}'': {2}",
          client,
          group,
          why);
    }
  }

  /// Asks, and waits for the answer.
  private <T> T answer(List<String> topics, Function<Admin, KafkaFuture<T>> question) {
    try {
      long patience = options.timeout().toMillis();
      // Kafka ends the question itself; this is for when it does not.
      return question.apply(opened()).get(2 * patience, TimeUnit.MILLISECONDS);
    } catch (ExecutionException | KafkaException failure) {
      throw failures.of(failure, topics);
    } catch (TimeoutException late) {
      throw new SourceException(failures.away(), late);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new SourceException("the hub was stopped while it asked the brokers", stopped);
    }
  }

  private Admin opened() {
    lock.lock();
    try {
      if (closed) {
        throw new SourceException("the system is closed");
      }
      if (admin == null) {
        admin = Admin.create(ClientSettings.admin(options, client));
      }
      return admin;
    } catch (KafkaException unusable) {
      throw failures.unusable(unusable);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (admin != null) {
        admin.close(options.timeout());
        admin = null;
      }
    } finally {
      lock.unlock();
    }
  }
}
