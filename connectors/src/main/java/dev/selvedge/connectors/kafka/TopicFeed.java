package dev.selvedge.connectors.kafka;

import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.Page;
import dev.selvedge.connector.PolledSource;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connectors.kafka.Bookmark.Place;
import dev.selvedge.connectors.kafka.Bookmark.Places;
import dev.selvedge.connectors.kafka.Brokers.Extent;
import dev.selvedge.connectors.kafka.KafkaOptions.Lost;
import dev.selvedge.connectors.kafka.KafkaOptions.TopicRule;
import dev.selvedge.connectors.kafka.PartitionLog.Span;
import dev.selvedge.connectors.kafka.PartitionLog.Taken;
import dev.selvedge.connectors.value.StorableText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/// One kind of record in its topics. All it goes by is the cursor it is given.
final class TopicFeed implements PolledSource, AutoCloseable {
  private final Feed feed;
  private final TopicRule rule;
  private final Brokers brokers;
  private final PartitionLog log;
  private final RecordMaker maker;

  TopicFeed(Feed feed, TopicRule rule, Brokers brokers, PartitionLog log, int largest) {
    this.feed = feed;
    this.rule = rule;
    this.brokers = brokers;
    this.log = log;
    this.maker = new RecordMaker(feed, rule, largest);
  }

  @Override
  public Feed feed() {
    return feed;
  }

  @Override
  public Page poll(Cursor cursor, Instant now, int limit) {
    Bookmark stored = Bookmark.of(cursor);
    Map<String, Extent> extents = brokers.extents(rule.topics(), rule.reading().committed());
    Standing standing = Standing.of(stored, looking(stored, extents), rule);
    brokers.tell(offsets(stored.topics()));
    List<Page.Refused> refused = new ArrayList<>(lost(standing));
    List<Span> spans = spans(standing, extents, stored.turn());
    boolean waiting = spans.stream().anyMatch(span -> span.from() < span.end());
    Taken taken = waiting ? log.take(spans, limit) : new Taken(List.of(), Map.of());
    Making making = new Making(stored, standing, now);
    taken.messages().forEach(message -> making.add(message, refused));
    Bookmark next = making.bookmark(taken);
    boolean more =
        spans.stream()
            .anyMatch(
                span -> taken.next().getOrDefault(span.partition(), span.from()) < span.end());
    return new Page(making.records, refused, next.toCursor(), more);
  }

  /// The extents by which places are judged: an open transaction may end a topic, for those who
  /// read what is committed, before a place where others had read on.
  private Map<String, Extent> looking(Bookmark stored, Map<String, Extent> extents) {
    boolean beyond =
        extents.entrySet().stream()
            .anyMatch(
                topic ->
                    topic.getValue().partitions().entrySet().stream()
                        .anyMatch(
                            each ->
                                next(stored, topic.getKey(), each.getKey())
                                    > each.getValue().end()));
    return beyond && rule.reading().committed() ? brokers.extents(rule.topics(), false) : extents;
  }

  private static long next(Bookmark stored, String topic, int partition) {
    Places places = stored.topics().get(topic);
    Place place = places == null ? null : places.partitions().get(partition);
    return place == null ? 0 : place.next();
  }

  private List<Page.Refused> lost(Standing standing) {
    if (standing.losses().isEmpty()) {
      return List.of();
    }
    if (rule.reading().lost() == Lost.STOP) {
      Standing.Loss first = standing.losses().getFirst();
      throw SourceException.refused(
          first.where()
              + ": "
              + first.why()
              + " Nothing more is read before somebody decides; 'when_lost: earliest' goes on with"
              + " the oldest message there is");
    }
    return standing.losses().stream()
        .map(loss -> new Page.Refused(loss.where(), loss.why(), ""))
        .toList();
  }

  /// All partitions, beginning with the one after that which was read last.
  private List<Span> spans(Standing standing, Map<String, Extent> extents, String turn) {
    List<Span> spans = new ArrayList<>();
    int first = 0;
    for (String topic : rule.topics()) {
      Extent extent = extents.getOrDefault(topic, new Extent("", Map.of()));
      for (var each : new TreeMap<>(extent.partitions()).entrySet()) {
        TopicPartition partition = new TopicPartition(topic, each.getKey());
        spans.add(new Span(partition, place(standing, partition).next(), each.getValue().end()));
        first = name(partition).equals(turn) ? spans.size() : first;
      }
    }
    Collections.rotate(spans, -first);
    return spans;
  }

  private static Place place(Standing standing, TopicPartition partition) {
    Places places = standing.places().get(partition.topic());
    Place place = places == null ? null : places.partitions().get(partition.partition());
    return place == null ? new Place(0, 0, "") : place;
  }

  private static Map<TopicPartition, Long> offsets(Map<String, Places> topics) {
    Map<TopicPartition, Long> offsets = new HashMap<>();
    topics.forEach(
        (topic, places) ->
            places
                .partitions()
                .forEach(
                    (number, place) ->
                        offsets.put(new TopicPartition(topic, number), place.next())));
    return offsets;
  }

  private static String name(TopicPartition partition) {
    return partition.topic() + '/' + partition.partition();
  }

  @Override
  public void close() {
    log.close();
  }

  /// The records of one page as they are made. Two states of one record with one stamp are told
  /// apart by when they were seen, so each later one was seen a millisecond later.
  private final class Making {
    private final Standing standing;
    private final long begin;
    private final List<SourceRecord> records = new ArrayList<>();
    private final Map<String, Integer> times = new HashMap<>();
    private final Map<TopicPartition, String> deleted = new HashMap<>();
    private long latest;
    private String turn;

    Making(Bookmark stored, Standing standing, Instant now) {
      this.standing = standing;
      this.begin = Math.max(now.toEpochMilli(), stored.observed() + 1);
      this.latest = stored.observed();
      this.turn = stored.turn();
    }

    void add(ConsumerRecord<byte[], byte[]> message, List<Page.Refused> refused) {
      TopicPartition partition = new TopicPartition(message.topic(), message.partition());
      Place place = place(standing, partition);
      turn = name(partition);
      String before = deleted.getOrDefault(partition, place.deleted());
      deleted.put(partition, "");
      switch (maker.make(message, before)) {
        case RecordMaker.Made.Good good -> {
          keep(good, message.offset() < place.until());
          deleted.put(partition, good.deleted());
        }
        case RecordMaker.Made.Bad bad ->
            refused.add(
                new Page.Refused(
                    "topic %s, partition %d, offset %d"
                        .formatted(message.topic(), message.partition(), message.offset()),
                    StorableText.of(bad.why()),
                    maker.raw(message)));
        case RecordMaker.Made.Nothing ignored -> {
          // it says nothing of a record
        }
      }
    }

    private void keep(RecordMaker.Made.Good good, boolean old) {
      int earlier = times.merge(good.key(), 1, Integer::sum) - 1;
      long observed = begin + earlier;
      latest = Math.max(latest, observed);
      records.add(
          maker.record(
              good,
              Instant.ofEpochMilli(observed),
              old || good.snapshot() ? SourceRecord.Pace.BACKFILL : SourceRecord.Pace.LIVE));
    }

    Bookmark bookmark(Taken taken) {
      Map<String, Places> topics = new TreeMap<>();
      standing
          .places()
          .forEach(
              (topic, places) -> {
                Map<Integer, Place> partitions = new TreeMap<>();
                places
                    .partitions()
                    .forEach(
                        (number, place) ->
                            partitions.put(
                                number, moved(new TopicPartition(topic, number), place, taken)));
                topics.put(topic, new Places(places.id(), partitions));
              });
      return new Bookmark(latest, turn, topics);
    }

    private Place moved(TopicPartition partition, Place place, Taken taken) {
      return new Place(
          taken.next().getOrDefault(partition, place.next()),
          place.until(),
          deleted.getOrDefault(partition, place.deleted()));
    }
  }
}
