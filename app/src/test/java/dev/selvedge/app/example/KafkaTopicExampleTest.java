package dev.selvedge.app.example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.testkit.kafka.KafkaInstall;
import dev.selvedge.testkit.kafka.Producing;
import dev.selvedge.testkit.kafka.TestBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `examples/kafka-topic` at work: a real broker at one end, a sandbox account at the other,
/// nothing in between but the project's folder.
@Tag("real-system")
class KafkaTopicExampleTest {
  private static final InstantSource CLOCK = InstantSource.system();
  private static final String CUSTOMERS = "shop.public.customers";
  private static final String SCHEMA =
      """
      {"type":"struct","fields":[{"field":"after","type":"struct","fields":[\
      {"field":"balance","type":"bytes","name":"org.apache.kafka.connect.data.Decimal",\
      "parameters":{"scale":"2"}},\
      {"field":"born","type":"int32","name":"io.debezium.time.Date"},\
      {"field":"newsletter_at","type":"int64","name":"io.debezium.time.MicroTimestamp"}]}]}""";

  private TestBroker broker;
  private Producing shop;
  private ExampleHub hub;

  @BeforeEach
  void start(@TempDir Path temporary) throws IOException {
    String classPath = KafkaInstall.ofThisMachine().orLeaveOut(Assumptions::abort);
    broker = TestBroker.start(classPath, Files.createDirectory(temporary.resolve("broker")));
    shop = Producing.at(broker.address());
    shop.topic(CUSTOMERS, 2);
    shop.topic("orders", 2);
    for (int number = 1; number <= 30; number++) {
      customer("r", number, "Ann" + number, true, daysAgo(90));
      order(number, 1);
    }
    Path folder = temporary.resolve("kafka-topic");
    ExampleFolder.copy(
        "kafka-topic",
        folder,
        Map.of("port: 8480", "port: 0", "every: 10s", "every: 200ms", "scram-sha-512", "plain"));
    hub =
        new ExampleHub(
            folder,
            Map.of(
                "KAFKA_BROKERS",
                broker.userAddress(),
                "KAFKA_USER",
                TestBroker.ADMIN,
                "KAFKA_PASSWORD",
                TestBroker.PASSWORD),
            Duration.ZERO);
    hub.catchUp();
  }

  @AfterEach
  void close() {
    if (hub != null) {
      hub.close();
    }
    if (broker != null) {
      shop.close();
      broker.close();
    }
  }

  private static Instant daysAgo(int days) {
    return CLOCK.instant().minus(Duration.ofDays(days));
  }

  private void customer(String op, int number, String name, boolean wanted, Instant at) {
    String row =
        """
        {"id":%d,"email":"c%d@example.com","first_name":"%s","last_name":"Example",\
        "balance":"BNI=","born":7441,"newsletter":%s,"newsletter_at":%d}"""
            .formatted(number, number, name, wanted, at.toEpochMilli() * 1000);
    shop.send(
        CUSTOMERS,
        "{\"id\":%d}".formatted(number),
        """
        {"schema":%s,"payload":{"before":null,"after":%s,"op":"%s","source":{"ts_ms":%d}}}"""
            .formatted(SCHEMA, row, op, at.toEpochMilli()));
  }

  private void order(int number, int quantity) {
    shop.send(
        "orders",
        "SO-" + number,
        """
        {"no":"SO-%d","email":"c%d@example.com","placed":"%s","state":"open","currency":"GBP",
         "total":"%d.00","lines":[{"sku":"SHIRT-M","name":"Shirt","quantity":%d,"price":"35.00"}]}
        """
            .formatted(number, number, daysAgo(80), 35 * quantity, quantity));
  }

  @Test
  void a_snapshot_becomes_contacts_and_what_changes_follows() {
    assertThat(hub.contacts()).hasSize(30);
    assertThat(hub.orderCount()).isEqualTo(30);
    assertThat(hub.contacts().get("c1@example.com"))
        .startsWith("subscribed ")
        .contains("FIRSTNAME=Ann1", "LOYALTY_BALANCE=12.34", "NUMBER_OF_ORDERS=1")
        .contains("BIRTHDAY=1990-05-17", "TOTAL_SPEND=35");

    customer("u", 1, "Anna", true, CLOCK.instant());
    order(2, 2);
    order(2, 3);
    customer("u", 3, "Ann3", false, CLOCK.instant());
    hub.catchUp();
    assertThat(hub.contacts().get("c1@example.com")).contains("FIRSTNAME=Anna");
    assertThat(hub.contacts().get("c2@example.com")).contains("TOTAL_SPEND=105");
    assertThat(hub.contacts().get("c3@example.com")).startsWith("unsubscribed ");
  }
}
