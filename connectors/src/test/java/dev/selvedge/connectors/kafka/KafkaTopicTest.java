package dev.selvedge.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.connector.SourceRecord.Pace;
import dev.selvedge.testkit.Await;
import dev.selvedge.testkit.kafka.KafkaInstall;
import dev.selvedge.testkit.kafka.Producing;
import dev.selvedge.testkit.kafka.TestBroker;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

/// The connector on topics of a real broker. Each test has a topic of its own.
@Tag("real-system")
class KafkaTopicTest {
  private static final long AT = Instant.parse("2026-03-01T10:00:00Z").toEpochMilli();
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @TempDir private static Path folder;
  private static TestBroker broker;
  private static Producing producing;

  @SuppressWarnings("NullAway.Init") // set before each test
  private String topic;

  @BeforeAll
  static void start_the_broker() throws IOException {
    broker = TestBroker.start(KafkaInstall.ofThisMachine().orLeaveOut(Assumptions::abort), folder);
    producing = Producing.at(broker.address());
  }

  @AfterAll
  static void stop_the_broker() {
    if (broker != null) {
      producing.close();
      broker.close();
      assertThat(ProcessHandle.of(broker.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @BeforeEach
  void name_the_topic(TestInfo test) {
    topic = test.getTestMethod().orElseThrow().getName();
  }

  private TopicReader reader(String more) {
    return TopicReader.at(broker.address(), "{ topic: %s%s }".formatted(topic, more));
  }

  private TopicReader changes() {
    return reader(", format: debezium");
  }

  @Test
  void a_snapshot_changes_and_a_deletion_of_debezium_are_told_once_each() {
    producing.topic(topic, 1);
    producing.send(topic, Changes.key(7), Changes.described("r", "null", row("Ann"), AT));
    try (TopicReader reader = changes()) {
      reader.read(10);
      producing.send(topic, Changes.key(8), Changes.described("r", "null", row("Bob"), AT));
      producing.send(topic, Changes.key(7), Changes.described("u", "null", row("Anna"), AT + 1));
      producing.send(topic, Changes.key(9), Changes.described("c", "null", row("Cy"), AT + 2));
      producing.send(topic, Changes.key(7), Changes.described("d", row("Anna"), "null", AT + 3));
      producing.send(topic, Changes.key(7), null);
      reader.read(10);

      assertThat(reader.told())
          .containsExactly(
              "7 UPSERT " + Changes.plain(7, "Ann"),
              "8 UPSERT " + Changes.plain(7, "Bob"),
              "7 UPSERT " + Changes.plain(7, "Anna"),
              "9 UPSERT " + Changes.plain(7, "Cy"),
              "7 DELETE " + Changes.plain(7, "Anna"));
      assertThat(reader.records)
          .extracting(each -> each.stamp().instant().orElseThrow().toEpochMilli() - AT)
          .containsExactly(0L, 0L, 1L, 2L, 3L);
      assertThat(reader.records)
          .extracting(SourceRecord::pace)
          .containsExactly(Pace.BACKFILL, Pace.BACKFILL, Pace.LIVE, Pace.LIVE, Pace.LIVE);
      assertThat(reader.refused).isEmpty();
    }
  }

  private static String row(String name) {
    return Changes.row(7, name);
  }

  @Test
  void a_row_that_is_deleted_and_made_again_at_once_is_there_wherever_a_page_ends() {
    producing.topic(topic, 1);
    String row = "{\"id\":7,\"name\":\"Ann\"}";
    producing.send(topic, "7", Changes.event("c", "null", row, AT));
    producing.send(topic, "7", Changes.event("d", row, "null", AT + 1));
    producing.send(topic, "7", null);
    producing.send(topic, "7", Changes.event("c", "null", row, AT + 2));
    for (int limit = 1; limit <= 5; limit++) {
      try (TopicReader reader = changes()) {
        reader.read(limit);
        assertThat(reader.held()).as("pages of %d", limit).isEqualTo(Map.of("7", row));
        assertThat(reader.records).as("pages of %d", limit).hasSize(3);
      }
    }
  }

  @Test
  void a_deletion_of_which_only_the_tombstone_is_left_is_told() {
    producing.topic(topic, 1);
    producing.send(topic, Changes.key(7), null);
    producing.send(topic, "8", null);
    try (TopicReader reader = changes()) {
      reader.read(10);
      assertThat(reader.told()).containsExactly("7 DELETE {\"id\":7}", "8 DELETE \"8\"");
      assertThat(reader.records).allMatch(each -> each.stamp().instant().isPresent());
    }
  }

  @Test
  void states_of_one_stamp_keep_the_order_of_their_partition_though_the_clock_stands_still() {
    producing.topic(topic, 1);
    for (int state = 1; state <= 9; state++) {
      producing.send(topic, "7", "{\"state\":%d,\"at\":\"2026-03-01\"}".formatted(state));
    }
    for (String stamp : List.of("arrival", "at")) {
      try (TopicReader reader = reader(", stamp: " + stamp)) {
        reader.standingAt(Instant.parse("2026-03-01T12:00:00Z"));
        for (int page = 1; page <= 5; page++) {
          reader.page(2);
          reader.restart();
        }
        assertThat(reader.records).hasSize(9);
        assertThat(reader.held()).isEqualTo(Map.of("7", "{\"state\":9,\"at\":\"2026-03-01\"}"));
        assertThat(reader.records).extracting(SourceRecord::observedAt).doesNotHaveDuplicates();
      }
    }
  }

  @Test
  void what_compaction_left_out_is_no_hole() {
    producing.topic(
        topic,
        1,
        Map.of(
            "cleanup.policy", "compact",
            "min.cleanable.dirty.ratio", "0.001",
            "segment.bytes", "1048576",
            "segment.ms", "100",
            "max.compaction.lag.ms", "100"));
    for (int round = 1; round <= 3; round++) {
      for (int key = 1; key <= 5; key++) {
        producing.send(topic, "" + key, "{\"id\":%d,\"round\":%d}".formatted(key, round));
      }
    }
    producing.send(topic, "5", null);
    Await.until(
        "compaction",
        PATIENCE,
        Duration.ofMillis(300),
        () -> {
          // A message that is alone in the newest segment is what ends the one before it.
          producing.send(topic, "filler", "{}");
          try (TopicReader fresh = reader("")) {
            return fresh.read(100).told().stream()
                .noneMatch(told -> told.startsWith("1 UPSERT {\"id\":1,\"round\":1"));
          }
        });
    try (TopicReader reader = reader("")) {
      reader.read(2);
      assertThat(reader.held())
          .containsEntry("1", "{\"id\":1,\"round\":3}")
          .containsEntry("4", "{\"id\":4,\"round\":3}")
          .containsEntry("5", "gone");
      assertThat(reader.refused).isEmpty();
      assertThat(reader.page(2).more()).isFalse();
    }
  }

  @Test
  void what_is_not_committed_is_not_read_and_marks_of_transactions_end_no_round() {
    producing.topic(topic, 1);
    try (Producing shop = Producing.at(broker.address(), Map.of("transactional.id", "shop"));
        TopicReader reader = reader("");
        TopicReader everything = reader(", committed: false")) {
      shop.producer().initTransactions();
      shop.producer().beginTransaction();
      shop.send(topic, "1", "{\"n\":1}");
      shop.producer().abortTransaction();
      shop.producer().beginTransaction();
      shop.send(topic, "2", "{\"n\":2}");
      producing.send(topic, "3", "{\"n\":3}");
      reader.read(10);
      assertThat(reader.told()).isEmpty();
      assertThat(everything.read(10).told()).hasSize(3);

      // Who had read on and now waits for commits has lost nothing.
      try (TopicReader stricter =
          everything.becoming(TopicReader.options(broker.address(), "{ topic: " + topic + " }"))) {
        stricter.read(10);
        shop.producer().commitTransaction();
        assertThat(stricter.read(10).told()).isEmpty();
      }
      reader.read(1);
      assertThat(reader.told()).containsExactly("2 UPSERT {\"n\":2}", "3 UPSERT {\"n\":3}");
      assertThat(reader.page(10).more()).isFalse();
    }
  }

  @Test
  void a_partition_that_is_added_is_read_from_its_beginning_and_as_news() {
    producing.topic(topic, 1);
    producing.send(topic, "1", "{\"n\":1}");
    try (TopicReader reader = reader(", start: latest")) {
      assertThat(reader.read(10).told()).isEmpty();
      producing.grow(topic, 3);
      producing.send(topic, 2, "2", "{\"n\":2}");
      producing.send(topic, 0, "3", "{\"n\":3}");
      reader.read(1);
      assertThat(reader.held()).containsOnlyKeys("2", "3");
      assertThat(reader.records).extracting(SourceRecord::pace).containsOnly(Pace.LIVE);
    }
  }

  @Test
  void what_retention_took_before_it_was_read_stops_the_feed_or_is_parked_as_a_sentence() {
    producing.topic(topic, 1);
    for (int n = 1; n <= 6; n++) {
      producing.send(topic, "" + n, "{\"n\":%d}".formatted(n));
    }
    try (TopicReader reader = reader("")) {
      reader.page(2);
      producing.expire(topic, 0, 5);
      assertThatThrownBy(() -> reader.page(2))
          .isInstanceOfSatisfying(
              SourceException.class,
              failure -> {
                assertThat(failure.isRefused()).isTrue();
                assertThat(failure)
                    .hasMessageContaining("partition 0, offsets 2 to 4")
                    .hasMessageContaining("retention")
                    .hasMessageContaining("when_lost: earliest");
              });
      try (TopicReader on =
          reader.becoming(
              TopicReader.options(
                  broker.address(), "{ topic: %s, when_lost: earliest }".formatted(topic)))) {
        on.read(10);
        assertThat(on.told()).containsExactly("6 UPSERT {\"n\":6}");
        assertThat(on.refused)
            .singleElement()
            .satisfies(lost -> assertThat(lost.where()).contains("offsets 2 to 4"));
        on.read(10);
        assertThat(on.refused).hasSize(1);
      }
    }
  }

  @Test
  void a_topic_that_is_made_anew_stops_the_feed_or_is_read_from_its_beginning() {
    producing.topic(topic, 1);
    producing.send(topic, "1", "{\"n\":1}");
    try (TopicReader reader = reader("")) {
      reader.read(10);
      producing.remove(topic);
      Await.until(
          "the topic's end",
          PATIENCE,
          () -> !Producing.done(producing.admin().listTopics().names()).contains(topic));
      assertThatThrownBy(() -> reader.read(10))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("there is no topic " + topic);
      producing.topic(topic, 1);
      // As many as were read, so that the offsets alone say nothing.
      producing.send(topic, "2", "{\"n\":2}");
      assertThatThrownBy(() -> reader.read(10))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("made anew");
      try (TopicReader on =
          reader.becoming(
              TopicReader.options(
                  broker.address(), "{ topic: %s, when_lost: earliest }".formatted(topic)))) {
        on.read(10);
        assertThat(on.told()).containsExactly("2 UPSERT {\"n\":2}");
        assertThat(on.refused).hasSize(1);
      }
    }
  }

  @Test
  void each_message_that_makes_no_record_is_refused_by_itself_with_its_place() {
    producing.topic(topic, 1, Map.of("max.message.bytes", "3000000"));
    producing.send(topic, "1", "{\"n\":1}");
    producing.send(topic, "2", "oops");
    producing.send(topic, null, "{\"n\":3}");
    producing.send(topic, "4", "{\"n\":\"" + "x".repeat(900_000) + "\"}");
    producing.send(
        new ProducerRecord<>(
            topic,
            "5".getBytes(StandardCharsets.UTF_8),
            "{\"n\":5}".getBytes(StandardCharsets.UTF_16)));
    producing.send(topic, null, null);
    producing.send(topic, "k".repeat(201), "{\"n\":6}");
    producing.send(topic, "\"a\\u0000b\"", "{\"n\":8}");
    producing.send(topic, "{\"a\\u0000b\":{}}", "{\"n\":9}");
    producing.send(topic, "7", "{\"n\":7}");
    String yaml =
        TopicReader.options(broker.address(), "{ topic: %s }".formatted(topic))
            + "max_message_bytes: 500000\nfetch_bytes: 65536\n";
    try (TopicReader reader = new TopicReader(yaml)) {
      reader.read(3);
      assertThat(reader.told()).containsExactly("1 UPSERT {\"n\":1}", "7 UPSERT {\"n\":7}");
      assertThat(reader.refused)
          .extracting(each -> each.where() + ": " + each.why())
          .satisfiesExactly(
              told -> assertThat(told).contains(topic, "partition 0, offset 1: It is not JSON"),
              told -> assertThat(told).contains("offset 2", "has no key"),
              told -> assertThat(told).contains("offset 3", "900009", "max_message_bytes"),
              told -> assertThat(told).contains("offset 4", "UTF-8"),
              told -> assertThat(told).contains("offset 5", "no value", "has no key"),
              told -> assertThat(told).contains("offset 6", "longer than 200"),
              told -> assertThat(told).contains("offset 7", "cannot be stored"),
              told -> assertThat(told).contains("offset 8", "'ab'", "no plain value"));
    }
  }

  @Test
  void keys_and_deletions_may_be_told_by_fields() {
    producing.topic(topic, 1);
    producing.send(topic, "x", "{\"shop\":\"uk\",\"no\":1,\"gone\":\"false\"}");
    producing.send(topic, "x", "{\"shop\":\"uk\",\"no\":2,\"gone\":true}");
    producing.send(topic, "x", "{\"shop\":\"uk\"}");
    producing.send(topic, "{\"shop\":\"uk\",\"no\":3}", null);
    producing.send(topic, "x", null);
    try (TopicReader reader =
        reader(", key: [shop, no], deleted: { path: gone, equals: \"true\" }")) {
      reader.read(10);
      assertThat(reader.records)
          .extracting(each -> each.ref().key() + ' ' + each.change())
          .containsExactly("uk/1 UPSERT", "uk/2 DELETE", "uk/3 DELETE");
      assertThat(reader.refused).extracting(each -> each.where()).hasSize(2);
    }
  }

  @Test
  void a_check_says_of_each_topic_what_it_holds_and_whether_it_makes_records() {
    producing.topic(topic, 2);
    producing.topic(topic + "-odd", 1, Map.of("retention.ms", "3600000"));
    producing.send(topic, "1", "{\"n\":1}");
    producing.send(topic + "-odd", "1", "oops");
    String yaml =
        """
        bootstrap_servers: "%s"
        group: hub
        feeds:
          good: { topic: %s }
          odd: { topic: [%s-odd, %s-none] }
        """
            .formatted(broker.address(), topic, topic, topic);
    try (TopicReader reader = new TopicReader(yaml)) {
      assertThat(reader.opened().examine())
          .extracting(found -> found.healthy() + " " + found.what())
          .satisfiesExactly(
              told -> assertThat(told).isEqualTo("true brokers answer: " + broker.address()),
              told ->
                  assertThat(told)
                      .startsWith("true good: topic " + topic + " has 2 partitions with up to 1")
                      .endsWith("one was read, as a trial"),
              told -> assertThat(told).isEqualTo("true topic " + topic + ": up to 1 messages wait"),
              told -> assertThat(told).startsWith("false odd").contains("offset 0", "not JSON"),
              told -> assertThat(told).contains("up to 1 messages wait"),
              told -> assertThat(told).startsWith("false").contains("for 60 minutes only"),
              told ->
                  assertThat(told)
                      .isEqualTo("false there is no topic " + topic + "-none on the brokers"));
      assertThat(reader.opened().examine())
          .filteredOn(found -> !found.healthy())
          .extracting(Finding::advice)
          .doesNotContain("");
      // A check makes no topic, although this broker would at a consumer's mere wish.
      assertThat(Producing.done(producing.admin().listTopics().names()))
          .doesNotContain(topic + "-none");

      reader.read(10);
      reader.page(10);
      Await.until(
          "the brokers' view",
          PATIENCE,
          () ->
              reader.opened().examine().stream()
                  .anyMatch(
                      found -> found.what().equals("topic " + topic + ": up to 0 messages wait")));
    }
  }

  @Test
  void a_hundred_thousand_large_messages_are_read_in_a_small_heap() throws Exception {
    producing.topic(topic, 4);
    String filling = "x".repeat(4_000);
    long written = fill(100_000, filling);
    Process hub =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHub.class.getName(),
                broker.address(),
                topic)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("small-hub.log").toFile())
            .start();
    try {
      assertThat(hub.waitFor(PATIENCE.toSeconds() * 2, TimeUnit.SECONDS)).isTrue();
      assertThat(folder.resolve("small-hub.log"))
          .content()
          .contains(written + " records of 100000 keys, 0 refused");
    } finally {
      hub.destroyForcibly();
    }
  }

  /// Gives how many messages the topic holds then. A producer on a busy machine may give a batch up
  /// that the broker has, or has not; such messages are sent again.
  private long fill(int messages, String filling) {
    Map<String, Object> hurried =
        Map.of("linger.ms", 5, "request.timeout.ms", 10_000, "delivery.timeout.ms", 30_000);
    try (Producing fast = Producing.at(broker.address(), hurried)) {
      Map<Integer, Future<RecordMetadata>> sent = new TreeMap<>();
      for (int n = 1; n <= messages; n++) {
        sent.put(n, fast.post(topic, "" + n, message(n, filling)));
        if (n % 5_000 == 0) {
          fast.flush();
          sent.forEach((number, answer) -> again(number, answer, filling));
          sent.clear();
        }
      }
    }
    return producing.held(topic);
  }

  private void again(int number, Future<RecordMetadata> answer, String filling) {
    if (answer.state() == Future.State.FAILED) {
      producing.send(topic, "" + number, message(number, filling));
    }
  }

  private static String message(int number, String filling) {
    return "{\"n\":%d,\"filling\":\"%s\"}".formatted(number, filling);
  }
}
