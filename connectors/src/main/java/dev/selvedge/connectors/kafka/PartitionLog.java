package dev.selvedge.connectors.kafka;

import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.kafka.KafkaOptions.TopicRule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;

/// The messages of a feed's partitions, read one partition after the other, so that the same places
/// give the same messages. Keeps a connection; after a failure it makes a new one. Safe for use by
/// many threads, one at a time.
final class PartitionLog implements AutoCloseable {
  private static final Duration LOOK = Duration.ofMillis(500);

  private final KafkaOptions options;
  private final TopicRule rule;
  private final String client;
  private final Failures failures;
  private final ReentrantLock lock = new ReentrantLock();
  private @Nullable KafkaConsumer<byte[], byte[]> consumer;
  private boolean closed;

  /// What was fetched and did not fit into the last page, all of one partition.
  private final Deque<ConsumerRecord<byte[], byte[]>> left = new ArrayDeque<>();

  PartitionLog(Feed feed, KafkaOptions options, TopicRule rule) {
    this.options = options;
    this.rule = rule;
    this.client = "selvedge-" + feed.system().value() + '-' + feed.kind().value();
    this.failures = new Failures(options);
  }

  /// What to read of a partition.
  ///
  /// @param from the offset of the first message
  /// @param end where it ended when it was looked at; what came since may be read, too
  record Span(TopicPartition partition, long from, long end) {}

  /// What was read.
  ///
  /// @param next where to go on in the partitions that were read
  record Taken(List<ConsumerRecord<byte[], byte[]>> messages, Map<TopicPartition, Long> next) {}

  /// Reads the spans in their order, until there are as many messages, or bytes, as fit.
  ///
  /// @param spans of all partitions of the feed
  /// @throws SourceException when nothing comes within the time-out
  Taken take(List<Span> spans, int limit) {
    lock.lock();
    try {
      KafkaConsumer<byte[], byte[]> reader = reader();
      place(reader, spans);
      Page page = new Page(reader, limit);
      for (Span span : spans) {
        if (span.from() < span.end() && page.hasRoom()) {
          page.read(span);
        }
      }
      return new Taken(page.messages, page.next);
    } catch (KafkaException failure) {
      drop();
      throw failures.of(failure, rule.topics());
    } finally {
      lock.unlock();
    }
  }

  private KafkaConsumer<byte[], byte[]> reader() {
    if (closed) {
      throw new SourceException("the system is closed");
    }
    if (consumer == null) {
      try {
        consumer =
            new KafkaConsumer<>(
                ClientSettings.consumer(options, rule, client),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
      } catch (KafkaException unusable) {
        throw failures.unusable(unusable);
      }
    }
    return consumer;
  }

  private void place(KafkaConsumer<byte[], byte[]> reader, List<Span> spans) {
    Set<TopicPartition> wanted = new HashSet<>();
    spans.forEach(span -> wanted.add(span.partition()));
    boolean known = reader.assignment().equals(wanted);
    if (!known) {
      reader.assign(wanted);
      left.clear();
    }
    for (Span span : spans) {
      if (!known || at(reader, span.partition()) != span.from()) {
        left.removeIf(message -> isOf(message, span.partition()));
        reader.seek(span.partition(), span.from());
      }
    }
  }

  private long at(KafkaConsumer<byte[], byte[]> reader, TopicPartition partition) {
    ConsumerRecord<byte[], byte[]> first = left.peekFirst();
    return first != null && isOf(first, partition)
        ? first.offset()
        : reader.position(partition, options.timeout());
  }

  private static boolean isOf(ConsumerRecord<byte[], byte[]> message, TopicPartition partition) {
    return message.partition() == partition.partition()
        && message.topic().equals(partition.topic());
  }

  private void drop() {
    KafkaConsumer<byte[], byte[]> broken = consumer;
    consumer = null;
    left.clear();
    if (broken != null) {
      broken.close(CloseOptions.timeout(LOOK));
    }
  }

  @Override
  public void close() {
    KafkaConsumer<byte[], byte[]> reading = consumer;
    if (reading != null) {
      reading.wakeup();
    }
    try {
      if (lock.tryLock(options.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
        try {
          closed = true;
          drop();
        } finally {
          lock.unlock();
        }
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /// One page as it fills.
  private final class Page {
    private final KafkaConsumer<byte[], byte[]> reader;
    private final int limit;
    private final List<ConsumerRecord<byte[], byte[]>> messages = new ArrayList<>();
    private final Map<TopicPartition, Long> next = new HashMap<>();
    private long bytes;

    Page(KafkaConsumer<byte[], byte[]> reader, int limit) {
      this.reader = reader;
      this.limit = limit;
    }

    boolean hasRoom() {
      return messages.size() < limit && bytes < options.bounds().page();
    }

    /// The position moves also over what is no message: marks of transactions, and what compaction
    /// left out.
    void read(Span span) {
      TopicPartition partition = span.partition();
      giveBack(partition);
      reader.pause(reader.assignment());
      reader.resume(List.of(partition));
      long deadline = System.nanoTime() + options.timeout().toNanos();
      long position = span.from();
      while (position < span.end() && hasRoom()) {
        if (left.isEmpty()) {
          left.addAll(reader.poll(LOOK).records(partition));
        }
        while (!left.isEmpty() && hasRoom()) {
          add(left.removeFirst());
        }
        long reached = at(reader, partition);
        if (reached == position && System.nanoTime() - deadline > 0) {
          silence(partition, position);
          return;
        }
        deadline = reached == position ? deadline : System.nanoTime() + options.timeout().toNanos();
        position = reached;
        next.put(partition, position);
      }
    }

    /// What is left of another partition is fetched again when its turn comes.
    private void giveBack(TopicPartition except) {
      ConsumerRecord<byte[], byte[]> first = left.peekFirst();
      if (first != null && !isOf(first, except)) {
        reader.seek(new TopicPartition(first.topic(), first.partition()), first.offset());
        left.clear();
      }
    }

    private void add(ConsumerRecord<byte[], byte[]> message) {
      messages.add(message);
      bytes +=
          Math.max(0, message.serializedKeySize()) + Math.max(0, message.serializedValueSize());
    }

    private void silence(TopicPartition partition, long offset) {
      if (messages.isEmpty()) {
        throw new SourceException(
            "topic "
                + partition.topic()
                + ", partition "
                + partition.partition()
                + ": nothing came within "
                + options.timeout().toSeconds()
                + " s although there are messages from offset "
                + offset
                + " on. Can the hub reach the broker under the address by which it names itself?");
      }
    }
  }
}
