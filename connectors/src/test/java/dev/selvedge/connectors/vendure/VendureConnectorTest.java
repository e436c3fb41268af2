package dev.selvedge.connectors.vendure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector;
import dev.selvedge.connector.Feed;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class VendureConnectorTest {
  private static final InstantSource CLOCK =
      InstantSource.fixed(Instant.parse("2020-01-01T00:00:00Z"));
  private static final String REQUIRED =
      """
      endpoint: https://shop.example.com/admin-api
      username: hub
      password: secret-word
      """;

  @Test
  void the_feeds_are_known_without_connecting() {
    Problems problems = new Problems();
    assertThat(plan(REQUIRED, problems).feeds())
        .extracting(Feed::toString)
        .containsExactly("shop/customer", "shop/order");
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void carts_are_read_if_wanted_and_by_their_ids_then() {
    Connector.Plan withCarts = plan(REQUIRED + "carts: true\n", new Problems());
    assertThat(withCarts.feeds())
        .extracting(Feed::toString)
        .containsExactly("shop/customer", "shop/order", "shop/cart");
    assertThat(withCarts.targeted())
        .extracting(Feed::toString)
        .containsExactlyInAnyOrder("shop/customer", "shop/order", "shop/cart");
    try (Connector.Opened opened = withCarts.open()) {
      assertThat(opened.targeted())
          .extracting(source -> source.feed().toString())
          .containsExactlyInAnyOrder("shop/customer", "shop/order", "shop/cart");
    }
  }

  @Test
  void standards_are_those_described() {
    VendureOptions read = read(REQUIRED, new Problems());
    assertThat(read.pageSize()).isEqualTo(100);
    assertThat(read.overlap()).isEqualTo(Duration.ofMinutes(2));
    assertThat(read.recheckDays()).isEqualTo(30);
    assertThat(read.recheckEvery()).isEqualTo(Duration.ofMinutes(10));
    assertThat(read.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(read.addresses()).isFalse();
    assertThat(read.toString()).doesNotContain("secret-word");
    assertThat(standards())
        .containsEntry("page_size", "100")
        .containsEntry("overlap", "2m")
        .containsEntry("recheck_days", "30")
        .containsEntry("recheck_every", "10m")
        .containsEntry("timeout", "30s")
        .containsEntry("addresses", "false");
  }

  @Test
  void every_option_described_is_understood() {
    Problems problems = new Problems();
    read(
        REQUIRED
            + """
            channel: abc
            custom_fields: { customer: [marketingOptIn], order: externalRef }
            addresses: true
            page_size: 1000
            overlap: 1m
            recheck_days: 7
            recheck_every: 1h
            timeout: 10s
            """,
        problems);
    assertThat(problems.sorted()).isEmpty();
  }

  @Test
  void the_docs_list_every_option_as_it_is_described() throws IOException {
    String docs = Files.readString(Path.of("../docs/connectors/vendure.md"));
    for (Connector.Option option : new VendureConnector().options()) {
      String standard = option.standard().isEmpty() ? "**required**" : option.standard();
      assertThat(docs)
          .contains(
              "| `%s` | %s | %s | %s |"
                  .formatted(option.path(), option.type(), standard, option.description()));
    }
  }

  @Test
  void everything_wrong_is_said_at_once_and_where() {
    Problems problems = new Problems();
    read(
        """
        endpoint: shop.example.com
        usrname: hub
        page_size: 5000
        recheck_days: none
        overlap: 2h
        custom_fields: { customer: ["a b"] }
        """,
        problems);
    assertThat(problems.sorted())
        .extracting(Problem::toString)
        .satisfiesExactlyInAnyOrder(
            text -> assertThat(text).contains("'username' is missing").contains("usrname"),
            text -> assertThat(text).contains("'password' is missing"),
            text ->
                assertThat(text)
                    .startsWith("test.yaml:1:11")
                    .contains("'endpoint' must be an address"),
            text -> assertThat(text).contains("unknown key 'usrname'"),
            text -> assertThat(text).contains("'page_size' must be between 2 and 1000"),
            text -> assertThat(text).contains("'recheck_days' must be a whole number"),
            text -> assertThat(text).contains("'overlap' must be between 1s and 60m"),
            text -> assertThat(text).contains("'a b' cannot be the name of a custom field"));
  }

  @Test
  void a_shop_that_is_away_is_one_finding_with_advice() throws IOException {
    int port;
    try (ServerSocket unused = new ServerSocket(0)) {
      port = unused.getLocalPort();
    }
    String yaml = REQUIRED.replace("https://shop.example.com", "http://127.0.0.1:" + port);
    try (Connector.Opened opened = plan(yaml, new Problems()).open()) {
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

  @Test
  void a_clock_that_is_wrong_is_pointed_out() throws IOException {
    try (ScriptedVendure shop = new ScriptedVendure()) {
      shop.answer(ScriptedVendure.ok("{\"data\":{\"__typename\":\"Query\"}}"));
      String yaml =
          REQUIRED
              .replace("https://shop.example.com/admin-api", shop.endpoint().toString())
              .replace("secret-word", ScriptedVendure.PASSWORD);
      // The server's clock is real, the hub's stands still in the past.
      try (Connector.Opened opened = plan(yaml, new Problems()).open()) {
        assertThat(opened.examine())
            .filteredOn(finding -> finding.what().contains("clock"))
            .singleElement()
            .satisfies(finding -> assertThat(finding.healthy()).isFalse());
      }
    }
  }

  private static Map<String, String> standards() {
    return new VendureConnector()
        .options().stream()
            .collect(Collectors.toMap(Connector.Option::path, Connector.Option::standard));
  }

  private static VendureOptions read(String yaml, Problems problems) {
    return OptionsReader.read(
        YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(), problems);
  }

  private static Connector.Plan plan(String yaml, Problems problems) {
    return new VendureConnector()
        .plan(
            new SystemName("shop"),
            YamlReader.readMapping("test.yaml", yaml, problems).orElseThrow(),
            new Connector.Surroundings(Path.of("."), CLOCK),
            problems);
  }
}
