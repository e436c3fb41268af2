package dev.selvedge.connectors.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.connector.SourceException;
import dev.selvedge.testkit.kafka.KafkaInstall;
import dev.selvedge.testkit.kafka.Producing;
import dev.selvedge.testkit.kafka.TestBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A real broker that goes away, and one that does not let everybody in.
@Tag("real-system")
class KafkaOutageTest {
  @TempDir private static Path folder;
  private static TestBroker broker;

  @BeforeAll
  static void start_the_broker() throws IOException {
    broker = TestBroker.start(KafkaInstall.ofThisMachine().orLeaveOut(Assumptions::abort), folder);
  }

  @AfterAll
  static void stop_the_broker() {
    if (broker != null) {
      broker.close();
      assertThat(ProcessHandle.of(broker.pid()).filter(ProcessHandle::isAlive)).isEmpty();
    }
  }

  @Test
  void a_broker_that_is_killed_in_the_middle_costs_a_sentence_and_nothing_else()
      throws IOException {
    try (Producing producing = Producing.at(broker.address());
        TopicReader reader =
            new TopicReader(
                TopicReader.options(broker.address(), "{ topic: outage }")
                    .replace("timeout: 20s", "timeout: 3s"))) {
      producing.topic("outage", 2);
      for (int n = 1; n <= 40; n++) {
        producing.send("outage", "" + n, "{\"n\":%d}".formatted(n));
      }
      reader.page(7);
      broker.kill();
      assertThatThrownBy(() -> reader.page(7))
          .isInstanceOfSatisfying(
              SourceException.class, failure -> assertThat(failure.isRefused()).isFalse())
          .hasMessage("no broker of " + broker.address() + " answers within 3 s");
      broker.startAgain();
      producing.send("outage", "41", "{\"n\":41}");
      reader.page(7);
      reader.restart();
      reader.read(7);
      assertThat(reader.held()).hasSize(41);
      assertThat(reader.records).hasSize(41);
      assertThat(reader.refused).isEmpty();
    }
  }

  private static String options(String address, String security, String topic) {
    return "bootstrap_servers: \"%s\"\ntimeout: 10s\n%s\nfeeds: { thing: { topic: %s } }\n"
        .formatted(address, security, topic);
  }

  private static String user(String mechanism, String name, String password) {
    return "sasl: %s\nusername: %s\npassword: '%s'".formatted(mechanism, name, password);
  }

  private static String open(Producing producing, String topic) {
    producing.topic(topic, 1);
    producing.send(topic, "1", "{\"n\":1}");
    return topic;
  }

  private static void reads(String yaml) {
    try (TopicReader reader = new TopicReader(yaml)) {
      assertThat(reader.read(10).told()).containsExactly("1 UPSERT {\"n\":1}");
      assertThat(reader.opened().examine()).allMatch(found -> found.healthy());
    }
  }

  private static void isRefused(String yaml, String why) {
    try (TopicReader reader = new TopicReader(yaml)) {
      assertThatThrownBy(() -> reader.page(10))
          .isInstanceOfSatisfying(
              SourceException.class, failure -> assertThat(failure.isRefused()).isTrue())
          .hasMessageContaining(why)
          .hasMessageNotContaining("wrong-word");
      assertThat(reader.opened().examine())
          .anySatisfy(
              found -> {
                assertThat(found.healthy()).isFalse();
                assertThat(found.what()).contains(why);
              });
    }
  }

  @Test
  void users_log_in_with_words_of_any_letters_and_are_told_when_they_may_not() {
    try (Producing producing = Producing.at(broker.address())) {
      String topic = open(producing, "guarded");
      String address = broker.userAddress();
      reads(options(address, user("plain", TestBroker.ADMIN, TestBroker.PASSWORD), topic));
      isRefused(options(address, user("plain", TestBroker.ADMIN, "wrong-word"), topic), "log-in");
      String reader = user("plain", TestBroker.READER, TestBroker.READER_PASSWORD);
      isRefused(options(address, reader, topic), "'reader' may not read topic guarded");

      allow(producing, ResourceType.TOPIC, topic, AclOperation.DESCRIBE);
      try (TopicReader halfway = new TopicReader(options(address, reader, topic))) {
        assertThat(halfway.opened().examine())
            .anyMatch(found -> found.what().contains("may see topic guarded and may not read it"));
        assertThatThrownBy(() -> halfway.page(10)).hasMessageContaining("may not read");
      }
      allow(producing, ResourceType.TOPIC, topic, AclOperation.READ);
      reads(options(address, reader, topic));
      isRefusedGroup(options(address, reader + "\ngroup: hub", topic));
    }
  }

  /// Who may not tell the brokers how far it is reads all the same; the check says so.
  private static void isRefusedGroup(String yaml) {
    try (TopicReader reader = new TopicReader(yaml)) {
      assertThat(reader.read(10).told()).hasSize(1);
      reader.page(10);
      assertThat(reader.opened().examine())
          .anyMatch(
              found -> !found.healthy() && found.what().contains("may not use the group 'hub'"));
    }
  }

  private static void allow(
      Producing producing, ResourceType type, String name, AclOperation operation) {
    Producing.done(
        producing
            .admin()
            .createAcls(
                Set.of(
                    new AclBinding(
                        new ResourcePattern(type, name, PatternType.LITERAL),
                        new AccessControlEntry(
                            "User:" + TestBroker.READER, "*", operation, AclPermissionType.ALLOW))))
            .all());
  }

  @Test
  void users_of_scram_log_in() {
    try (Producing producing = Producing.at(broker.address())) {
      String topic = open(producing, "scrammed");
      for (Map.Entry<String, ScramMechanism> each :
          Map.of(
                  "scram-sha-256", ScramMechanism.SCRAM_SHA_256,
                  "scram-sha-512", ScramMechanism.SCRAM_SHA_512)
              .entrySet()) {
        Producing.done(
            producing
                .admin()
                .alterUserScramCredentials(
                    List.of(
                        new UserScramCredentialUpsertion(
                            TestBroker.ADMIN,
                            new ScramCredentialInfo(each.getValue(), 4096),
                            TestBroker.READER_PASSWORD)))
                .all());
        reads(
            options(
                broker.userAddress(),
                user(each.getKey(), TestBroker.ADMIN, TestBroker.READER_PASSWORD),
                topic));
        isRefused(
            options(
                broker.userAddress(), user(each.getKey(), TestBroker.ADMIN, "wrong-word"), topic),
            "log-in");
      }
    }
  }

  @Test
  void an_encrypted_connection_is_made_with_brokers_that_somebody_vouches_for() {
    try (Producing producing = Producing.at(broker.address())) {
      String topic = open(producing, "encrypted");
      String address = broker.tlsAddress();
      reads(options(address, "tls: true\ntls_ca: " + broker.certificate(), topic));
      isRefused(options(address, "tls: true", topic), "no encrypted connection");
      isRefused(options(address, "tls: true\ntls_ca: no-such.pem", topic), "no-such.pem");
    }
  }
}
