package dev.selvedge.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.Secret;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Cursor;
import dev.selvedge.connector.Feed;
import dev.selvedge.connector.SourceException;
import dev.selvedge.connectors.Systems;
import dev.selvedge.connectors.kafka.KafkaOptions.Deleted;
import dev.selvedge.connectors.kafka.KafkaOptions.Format;
import dev.selvedge.connectors.kafka.KafkaOptions.LogIn;
import dev.selvedge.connectors.kafka.KafkaOptions.Lost;
import dev.selvedge.connectors.kafka.KafkaOptions.Order;
import dev.selvedge.connectors.kafka.KafkaOptions.Reading;
import dev.selvedge.connectors.kafka.KafkaOptions.Sasl;
import dev.selvedge.connectors.kafka.KafkaOptions.Start;
import dev.selvedge.connectors.kafka.KafkaOptions.Tls;
import dev.selvedge.connectors.kafka.KafkaOptions.TopicRule;
import dev.selvedge.connectors.kafka.KafkaOptions.Unavailable;
import dev.selvedge.connectors.value.DottedPath;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KafkaConnectorTest {
  private static final Path HERE = Path.of(".");
  private static final String REQUIRED =
      """
      bootstrap_servers: kafka.example.com:9092
      feeds:
        customer: { topic: shop.public.customers, format: debezium }
        order: { topic: [orders, orders-old] }
      """;

  private static KafkaOptions read(String yaml) {
    Problems problems = new Problems();
    KafkaOptions read =
        KafkaSettings.read(
            YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
            Path.of("/project"),
            problems);
    assertThat(problems.sorted()).isEmpty();
    return read;
  }

  @Test
  void every_feed_is_known_without_connecting() {
    assertThat(Systems.plan(new KafkaConnector(), REQUIRED, HERE).feeds())
        .extracting(Feed::toString)
        .containsExactly("test/customer", "test/order");
  }

  @Test
  void standards_are_those_described() {
    KafkaOptions read = read(REQUIRED);
    assertThat(read.bootstrap()).containsExactly("kafka.example.com:9092");
    assertThat(read.security().tls()).isEqualTo(new Tls.Off());
    assertThat(read.security().logIn()).isEqualTo(new LogIn.Nobody());
    assertThat(read.group()).isEmpty();
    assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(read.bounds()).isEqualTo(new KafkaOptions.Bounds(1_048_576, 8_388_608));
    TopicRule customers = read.topics().getFirst();
    assertThat(customers.order())
        .isEqualTo(new Order.Field(new DottedPath("$.source.ts_ms"), ZoneId.of("UTC")));
    TopicRule orders = read.topics().getLast();
    assertThat(orders.topics()).containsExactly("orders", "orders-old");
    assertThat(orders.format()).isEqualTo(Format.JSON);
    assertThat(orders.key()).isEmpty();
    assertThat(orders.order()).isEqualTo(new Order.Arrival());
    assertThat(orders.deleted()).isEqualTo(new Deleted.Never());
    assertThat(orders.reading())
        .isEqualTo(new Reading(Start.EARLIEST, Lost.STOP, true, Unavailable.REFUSE));
  }

  @Test
  void every_option_described_is_understood_and_no_password_is_shown() {
    KafkaOptions read =
        read(
            """
            bootstrap_servers: ["a:9092", "[::1]:9093"]
            tls: true
            tls_ca: ca.pem
            tls_identity: /etc/hub.pem
            tls_identity_password: key-word
            sasl: scram-sha-512
            username: hub
            password: pass-word
            group: selvedge
            timeout: 10s
            max_message_bytes: 2000
            fetch_bytes: 100000
            feeds:
              order:
                topic: orders
                format: connect
                key: [shop, no]
                stamp: changed_at
                zone: Europe/London
                deleted: { path: __deleted, equals: "true" }
                start: latest
                when_lost: earliest
                committed: false
              customer: { topic: c, format: debezium, stamp: message-time, unavailable: leave-out }
            """);
    assertThat(read.bootstrap()).containsExactly("a:9092", "[::1]:9093");
    assertThat(read.security().tls())
        .isEqualTo(
            new Tls.On(
                Optional.of(Path.of("/project/ca.pem")),
                Optional.of(Path.of("/etc/hub.pem")),
                Optional.of(new Secret("key-word"))));
    assertThat(read.security().logIn())
        .isEqualTo(new LogIn.User(Sasl.SCRAM_SHA_512, "hub", new Secret("pass-word")));
    assertThat(read.group()).contains("selvedge");
    assertThat(read.bounds()).isEqualTo(new KafkaOptions.Bounds(2000, 100_000));
    assertThat(read.topics().getFirst().key())
        .containsExactly(new DottedPath("shop"), new DottedPath("no"));
    assertThat(read.topics().getFirst().order())
        .isEqualTo(new Order.Field(new DottedPath("changed_at"), ZoneId.of("Europe/London")));
    assertThat(read.topics().getFirst().deleted())
        .isEqualTo(new Deleted.Where(new DottedPath("__deleted"), List.of("true")));
    assertThat(read.topics().getFirst().reading())
        .isEqualTo(new Reading(Start.LATEST, Lost.EARLIEST, false, Unavailable.REFUSE));
    assertThat(read.topics().getLast().order()).isEqualTo(new Order.MessageTime());
    assertThat(read.topics().getLast().reading().unavailable()).isEqualTo(Unavailable.LEAVE_OUT);
    assertThat(read.toString()).doesNotContain("pass-word").doesNotContain("key-word");
  }

  @Test
  void everything_wrong_is_said_at_once_and_where() {
    assertThat(
            Systems.complaints(
                new KafkaConnector(),
                """
                bootstrap_servers: [kafka.example.com, "a:99999"]
                tls_ca: ca.pem
                username: hub
                passwrod: x
                fetch_bytes: 1
                feeds:
                  Order: { topic: orders }
                  customer: { topic: "customers.*", zone: Mars, unavailable: leave-out }
                  cart: { deleted: { equals: "true" } }
                """))
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("'kafka.example.com' is not the address"),
            text -> assertThat(text).contains("'a:99999' is not the address"),
            text -> assertThat(text).contains("'tls_ca' has no use without 'tls: true'"),
            text -> assertThat(text).contains("'username' has no use without 'sasl'"),
            text -> assertThat(text).contains("unknown key 'passwrod'").contains("password"),
            text -> assertThat(text).contains("'fetch_bytes' must be between"),
            text -> assertThat(text).contains("a record kind is"),
            text -> assertThat(text).contains("'customers.*' is not the name of a topic"),
            text -> assertThat(text).contains("'zone' is not a time zone"),
            text -> assertThat(text).contains("'unavailable' has no use"),
            text -> assertThat(text).contains("'topic' is missing"),
            text -> assertThat(text).contains("'deleted' needs 'path'"));
    assertThat(Systems.complaints(new KafkaConnector(), REQUIRED + "sasl: plain\nusername: hub\n"))
        .singleElement()
        .satisfies(text -> assertThat(text).contains("'sasl' needs 'username' and 'password'"));
  }

  @Test
  void brokers_that_are_away_are_one_finding_with_advice_and_a_sentence_within_the_time_out()
      throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    String yaml = REQUIRED.replace("kafka.example.com:9092", "127.0.0.1:" + port) + "timeout: 1s\n";
    try (Connector.Opened opened = Systems.plan(new KafkaConnector(), yaml, HERE).open()) {
      assertThat(opened.examine())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.healthy()).isFalse();
                assertThat(finding.what())
                    .isEqualTo("no broker of 127.0.0.1:" + port + " answers within 1 s");
                assertThat(finding.advice()).isNotBlank();
              });
      assertThatThrownBy(() -> opened.polled().getFirst().poll(Cursor.START, Systems.NOW, 10))
          .isInstanceOf(SourceException.class)
          .hasMessage("no broker of 127.0.0.1:" + port + " answers within 1 s");
    }
  }

  @Test
  void a_name_that_leads_nowhere_is_a_sentence() {
    String yaml = REQUIRED.replace("kafka.example.com", "no-such-host.invalid") + "timeout: 1s\n";
    try (Connector.Opened opened = Systems.plan(new KafkaConnector(), yaml, HERE).open()) {
      assertThatThrownBy(() -> opened.polled().getFirst().poll(Cursor.START, Systems.NOW, 10))
          .isInstanceOf(SourceException.class)
          .hasMessageContaining("bootstrap");
    }
  }
}
