package dev.selvedge.connectors.odoo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.connectors.Systems;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class OdooSettingsTest {
  private static final String REQUIRED =
      """
      url: https://erp.example.com/odoo
      api_key: secret-word
      """;

  private static OdooOptions read(String yaml) {
    Problems problems = new Problems();
    OdooOptions read =
        OdooSettings.read(
            YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(), problems);
    assertThat(problems.sorted()).isEmpty();
    return read;
  }

  @Test
  void every_feed_is_known_without_connecting_and_can_be_read_by_ids() {
    Connector.Plan plan = Systems.plan(new OdooConnector(), REQUIRED, Path.of("."));
    assertThat(plan.feeds())
        .extracting(Feed::toString)
        .containsExactly(
            "test/partner",
            "test/order",
            "test/shipment",
            "test/refund",
            "test/product",
            "test/subscription",
            "test/blacklist");
    assertThat(plan.targeted()).containsExactlyInAnyOrderElementsOf(plan.feeds());
  }

  @Test
  void standards_are_those_described_and_the_key_is_not_shown() {
    OdooOptions read = read(REQUIRED);
    assertThat(read.endpoint()).hasToString("https://erp.example.com/odoo/");
    assertThat(read.database()).isEmpty();
    assertThat(read.pageSize()).isEqualTo(100);
    assertThat(read.overlap()).isEqualTo(Duration.ofMinutes(2));
    assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(60));
    assertThat(read.toString()).doesNotContain("secret-word");
  }

  @Test
  void every_option_described_is_understood() {
    OdooOptions read =
        read(
            REQUIRED
                + """
                database: mill
                language: en_GB
                feeds: [order, partner]
                fields: { order: [user_id.login] }
                list: Newsletter
                page_size: 50
                overlap: 1m
                timeout: 10s
                """);
    assertThat(read.database()).isEqualTo("mill");
    assertThat(read.language()).isEqualTo("en_GB");
    assertThat(read.subjects()).containsExactly(Subject.ORDER, Subject.PARTNER);
    assertThat(read.further()).containsEntry(Subject.ORDER, List.of("user_id.login"));
    assertThat(read.list()).isEqualTo("Newsletter");
  }

  @Test
  void everything_wrong_is_said_at_once_and_where() {
    assertThat(
            Systems.complaints(
                new OdooConnector(),
                """
                url: erp.example.com
                apikey: word
                language: english
                feeds: [orders]
                fields: { partner: ["a b"], order: [access_token] }
                page_size: 1
                """))
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("'api_key' is missing"),
            text -> assertThat(text).contains("'url' must be an address"),
            text -> assertThat(text).contains("unknown key 'apikey'"),
            text -> assertThat(text).contains("'english' is no language"),
            text -> assertThat(text).contains("'orders' is no feed").contains("order"),
            text -> assertThat(text).contains("'a b' cannot be read"),
            text -> assertThat(text).contains("may act for its owner"),
            text -> assertThat(text).contains("'page_size' must be between 2 and 1000"));
  }
}
