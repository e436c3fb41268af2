package dev.selvedge.connectors.tryton;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.Systems;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrytonConnectorTest {
  private static final Path HERE = Path.of(".");
  private static final String REQUIRED =
      """
      url: https://erp.example.com:8000
      database: books
      username: hub
      password: secret-word
      """;

  private static TrytonOptions read(String yaml) {
    Problems problems = new Problems();
    TrytonOptions read =
        TrytonSettings.read(
            YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(), problems);
    assertThat(problems.sorted()).isEmpty();
    return read;
  }

  @Test
  void every_feed_is_known_without_connecting_and_can_be_read_by_ids() {
    Connector.Plan plan = Systems.plan(new TrytonConnector(), REQUIRED, HERE);
    assertThat(plan.feeds())
        .extracting(Feed::toString)
        .containsExactly(
            "test/party",
            "test/sale",
            "test/return",
            "test/shipment",
            "test/invoice",
            "test/product",
            "test/subscription");
    assertThat(plan.targeted()).containsExactlyInAnyOrderElementsOf(plan.feeds());
  }

  @Test
  void standards_are_those_described_and_the_password_is_not_shown() {
    TrytonOptions read = read(REQUIRED);
    assertThat(read.endpoint()).hasToString("https://erp.example.com:8000/books/");
    assertThat(read.pageSize()).isEqualTo(100);
    assertThat(read.overlap()).isEqualTo(Duration.ofMinutes(2));
    assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(read.list()).isEmpty();
    assertThat(read.toString()).doesNotContain("secret-word");
  }

  @Test
  void every_option_described_is_understood() {
    TrytonOptions read =
        read(
            REQUIRED.replace("8000", "8000/tryton/")
                + """
                feeds: [sale, party]
                fields: { party: [lang.name], sale: comment }
                list: Newsletter
                page_size: 50
                overlap: 1m
                timeout: 10s
                """);
    assertThat(read.endpoint()).hasToString("https://erp.example.com:8000/tryton/books/");
    assertThat(read.subjects()).containsExactly(Subject.SALE, Subject.PARTY);
    assertThat(read.further())
        .containsAllEntriesOf(
            Map.of(
                Subject.PARTY, List.of("lang.name"),
                Subject.SALE, List.of("comment")));
    assertThat(read.list()).isEqualTo("Newsletter");
  }

  @Test
  void everything_wrong_is_said_at_once_and_where() {
    assertThat(
            Systems.complaints(
                new TrytonConnector(),
                """
                url: erp.example.com
                usrname: hub
                database: books
                feeds: [sales]
                fields: { party: ["a b"], subscription: [email_token] }
                page_size: 1
                """))
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("'username' is missing"),
            text -> assertThat(text).contains("'password' is missing"),
            text -> assertThat(text).contains("'url' must be an address"),
            text -> assertThat(text).contains("unknown key 'usrname'"),
            text -> assertThat(text).contains("'sales' is no feed").contains("sale"),
            text -> assertThat(text).contains("'a b' cannot be read"),
            text -> assertThat(text).contains("unsubscribes its owner"),
            text -> assertThat(text).contains("'page_size' must be between 2 and 1000"));
  }

  @Test
  void an_erp_that_is_away_is_one_finding_with_advice() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    String yaml = REQUIRED.replace("https://erp.example.com:8000", "http://127.0.0.1:" + port);
    try (Connector.Opened opened = Systems.plan(new TrytonConnector(), yaml, HERE).open()) {
      assertThat(opened.examine())
          .singleElement()
          .satisfies(
              finding -> {
                assertThat(finding.healthy()).isFalse();
                assertThat(finding.what()).contains("refuses connections");
                assertThat(finding.advice()).isNotBlank();
              });
    }
  }
}
