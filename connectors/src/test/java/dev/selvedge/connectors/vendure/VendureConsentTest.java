package dev.selvedge.connectors.vendure;

import static dev.selvedge.connectors.Consents.optIn;
import static dev.selvedge.connectors.Consents.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connectors.Consents;
import dev.selvedge.testkit.vendure.ShopDatabase;
import dev.selvedge.testkit.vendure.Shopkeeper;
import dev.selvedge.testkit.vendure.Shopper;
import dev.selvedge.testkit.vendure.TestShop;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Telling a running Vendure 3.7.3 on PostgreSQL. Each test has a customer of its own.
@Tag("real-system")
class VendureConsentTest {
  private static final Duration PATIENCE = Duration.ofMinutes(4);
  private static final Instant THEIRS = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant LATER = THEIRS.plus(Duration.ofDays(1));
  private static final String SECRET = "and-her-very-own-loom";
  private static final String BOTH = "field: marketingOptIn\nat_field: marketingOptInAt\n";

  private static EmbeddedPostgres postgres;
  private static TestShop shop;
  private static Shopkeeper keeper;

  @SuppressWarnings("NullAway.Init") // set by those tests that open one
  private ConsentTarget target;

  @BeforeAll
  static void open_the_shop() throws IOException {
    Path folder = TestShop.ofThisMachine().folderOr(Assumptions::abort);
    postgres = EmbeddedPostgres.builder().start();
    ShopDatabase database =
        new ShopDatabase("127.0.0.1", postgres.getPort(), "postgres", "postgres", "");
    shop = TestShop.start(folder, database, TestShop.Content.TO_BE_FILLED, PATIENCE);
    keeper = shop.shopkeeper();
    keeper.addAdministrator("reader", SECRET, List.of("ReadCustomer", "ReadOrder"));
    keeper.addAdministrator("teller", SECRET, List.of("ReadCustomer", "UpdateCustomer"));
  }

  @AfterAll
  static void close_the_shop() throws IOException {
    if (shop != null) {
      shop.close();
    }
    if (postgres != null) {
      postgres.close();
    }
  }

  @AfterEach
  void close() {
    if (target != null) {
      target.close();
    }
  }

  private ConsentTarget open(String written) {
    target =
        Consents.open(
            new VendureConsentOffer(),
            "endpoint: %s\nusername: reader\npassword: %s\n".formatted(shop.adminApi(), SECRET),
            written,
            Path.of("."));
    return target;
  }

  private ConsentTarget asTeller(String fields) {
    return open(fields + "username: teller\npassword: " + SECRET + "\n");
  }

  private static String customer(String email) {
    shop.shopper().register(email, new Shopper.Name("Ann", "Told"), SECRET);
    return keeper.customer(email).orElseThrow();
  }

  private static JsonNode fields(String id) {
    return keeper
        .ask(
            "query($id: ID!) { customer(id: $id) { customFields { marketingOptIn marketingOptInAt"
                + " } } }",
            Map.of("id", id))
        .path("customer")
        .path("customFields");
  }

  @Test
  void a_later_decision_is_written_with_its_time() {
    String ann = customer("ann@told.example");
    keeper.noteMarketing(ann, true, THEIRS);

    Told told = asTeller(BOTH).tell(optOut(ann, LATER, Held.OPT_IN));

    assertThat(told).isEqualTo(Told.answered(new Outcome.Done()));
    assertThat(fields(ann).path("marketingOptIn").booleanValue()).isFalse();
    assertThat(Instant.parse(fields(ann).path("marketingOptInAt").stringValue())).isEqualTo(LATER);
  }

  @Test
  void a_newer_decision_of_the_shop_is_never_overridden() {
    String bea = customer("bea@told.example");
    keeper.noteMarketing(bea, true, LATER.plusSeconds(1));
    ConsentTarget teller = asTeller(BOTH);

    assertThat(teller.tell(optOut(bea, LATER, Held.OPT_IN)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    keeper.noteMarketing(bea, false, THEIRS);
    assertThat(teller.tell(optIn(bea, LATER, Held.OPT_IN)).outcome())
        .as("the hub has not heard of the opt-out")
        .isInstanceOf(Outcome.Drop.class);
    assertThat(fields(bea).path("marketingOptIn").booleanValue()).isFalse();
  }

  @Test
  void a_field_that_was_never_set_is_written_without_a_time_field_too() {
    String cleo = customer("cleo@told.example");
    assertThat(
            asTeller("field: marketingOptIn\n").tell(optOut(cleo, LATER, Held.NOT_KNOWN)).outcome())
        .isEqualTo(new Outcome.Done());
    assertThat(fields(cleo).path("marketingOptIn").booleanValue()).isFalse();
    assertThat(fields(cleo).path("marketingOptInAt").isNull()).isTrue();
  }

  @Test
  void a_customer_who_is_gone_is_parked() {
    String dora = customer("dora@told.example");
    keeper.deleteCustomer(dora);
    assertThat(asTeller(BOTH).tell(optOut(dora, LATER, Held.OPT_IN)).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.no-record"));
  }

  @Test
  void a_user_who_may_only_read_is_refused_as_a_whole() {
    String eve = customer("eve@told.example");
    Told told = open(BOTH).tell(optOut(eve, LATER, Held.NOT_KNOWN));
    assertThat(told.outcome()).isInstanceOf(Outcome.Snooze.class);
    assertThat(told.bearing()).isInstanceOf(Bearing.Refusing.class);
    assertThat(target.reach().outcome()).isInstanceOf(Outcome.Snooze.class);
    assertThat(target.examine()).anyMatch(finding -> finding.advice().contains("UpdateCustomer"));
  }

  @Test
  void the_check_up_asks_whether_field_and_right_are_there() {
    assertThat(asTeller(BOTH).examine()).hasSize(2).allMatch(Finding::healthy);
    target.close();
    assertThat(asTeller("field: marketingOptOn\n").examine())
        .anyMatch(finding -> !finding.healthy() && finding.what().contains("marketingOptOn"));
  }
}
