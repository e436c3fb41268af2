package dev.selvedge.connectors.magento;

import static dev.selvedge.connectors.Consents.optIn;
import static dev.selvedge.connectors.Consents.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connectors.Consents;
import dev.selvedge.connectors.StandIn.Asked;
import dev.selvedge.connectors.StandIn.Reply;
import dev.selvedge.connectors.Systems;
import dev.selvedge.testkit.source.HttpVendor.Fault;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Telling customers' newsletter subscription, in a shop that takes a customer as a whole.
class MagentoConsentTest {
  private static final String LIST = "customers/search";

  private final Shop shop = new Shop();

  @SuppressWarnings("NullAway.Init") // set by those tests that open one
  private ConsentTarget target;

  @AfterEach
  void close() {
    if (target != null) {
      target.close();
    }
    shop.close();
  }

  private Told tell(Decision decision) {
    if (target == null) {
      target = Consents.open(new SubscriptionOffer(), options(), "{}", Path.of("."));
    }
    return target.tell(decision);
  }

  private String options() {
    return "url: " + shop.url() + "\n" + Shop.KEYS;
  }

  private static Decision out(Held held) {
    return optOut("7", Systems.NOW, held);
  }

  private void holds(String subscribed) {
    shop.put(
        LIST,
        """
        {"id": 7, "email": "Ann@Example.com", "firstname": "Ann", "lastname": "Example",
         "website_id": 2, "store_id": 3, "group_id": 4, "default_billing": "35", "dob": null,
         "created_at": "2026-01-01 09:00:00", "updated_at": "2026-11-01 09:00:00",
         "addresses": [{"id": 35, "city": "London"}],
         "extension_attributes": {"is_subscribed": %s, "company": {"id": 1}},
         "custom_attributes": [{"attribute_code": "tier", "value": "gold"},
           {"attribute_code": "size", "value": null}]}
        """
            .formatted(subscribed));
  }

  private JsonNode written() {
    List<Asked> puts =
        shop.stand().asked().stream().filter(one -> one.method().equals("PUT")).toList();
    assertThat(puts).hasSize(1);
    return Shop.JSON.readTree(puts.getFirst().body()).path("customer");
  }

  @Test
  void the_customer_is_sent_back_as_it_was_read_without_its_addresses() {
    holds("true");
    assertThat(tell(out(Held.OPT_IN))).isEqualTo(Told.answered(new Outcome.Done()));
    JsonNode sent = written();
    assertThat(sent.path("extension_attributes").toString()).isEqualTo("{\"is_subscribed\":false}");
    assertThat(sent.path("website_id").intValue()).isEqualTo(2);
    assertThat(sent.path("group_id").intValue()).isEqualTo(4);
    assertThat(sent.path("default_billing").stringValue()).isEqualTo("35");
    assertThat(sent.path("custom_attributes").toString())
        .isEqualTo("[{\"attribute_code\":\"tier\",\"value\":\"gold\"}]");
    assertThat(sent.propertyNames()).doesNotContain("addresses", "updated_at", "dob");
  }

  @Test
  void what_it_holds_is_done_and_what_we_never_heard_of_is_newer() {
    holds("false");
    assertThat(tell(out(Held.OPT_IN)).outcome()).isEqualTo(new Outcome.Done());
    assertThat(tell(optIn("7", Systems.NOW, Held.OPT_IN)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(tell(optIn("7", Systems.NOW, Held.NOT_KNOWN)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(shop.stand().whats()).allMatch(what -> what.startsWith("GET "));
  }

  @Test
  void an_opt_in_is_for_the_address_it_was_given_for() {
    holds("false");
    assertThat(tell(optIn("7", Systems.NOW, Held.OPT_OUT)).outcome())
        .isInstanceOf(Outcome.Done.class);
    shop.put(
        LIST,
        "{\"id\":7,\"email\":\"bob@example.com\",\"extension_attributes\":{\"is_subscribed\":false}}");
    assertThat(tell(optIn("7", Systems.NOW, Held.OPT_OUT)).outcome())
        .isInstanceOf(Outcome.Drop.class);
  }

  @Test
  void what_changes_beside_it_is_for_a_person_to_see() {
    holds("true");
    shop.loseOnWrite("addresses");
    Told told = tell(out(Held.OPT_IN));
    assertThat(told.mayStand()).isTrue();
    assertThat(told.outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.sentence()).contains("changed addresses"));
  }

  @Test
  void what_is_not_kept_or_not_told_or_gone_is_parked() {
    holds("true");
    shop.answerWrites(Reply.of(200, "{\"id\":7}"));
    assertThat(cause(tell(out(Held.OPT_IN)))).isEqualTo("consent.refused");
    shop.answerWrites(Reply.of(400, "{\"message\":\"ann@example.com is required\"}"));
    assertThat(tell(out(Held.OPT_IN)).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            park -> assertThat(park.sentence()).contains("HTTP 400").doesNotContain("ann@"));
    shop.put(LIST, "{\"id\":7,\"email\":\"ann@example.com\"}");
    assertThat(cause(tell(out(Held.OPT_IN)))).isEqualTo("consent.refused");
    shop.remove(LIST, 7);
    assertThat(cause(tell(out(Held.OPT_IN)))).isEqualTo("consent.no-record");
  }

  private static String cause(Told told) {
    return told.outcome() instanceof Outcome.Park park ? park.cause() : told.outcome().toString();
  }

  @Test
  void an_answer_that_is_lost_may_have_been_written() {
    holds("true");
    shop.answerWrites(Reply.of(500, "{\"message\":\"Internal Error\"}"));
    assertThat(tell(out(Held.OPT_IN)).outcome()).isInstanceOf(Outcome.Unknown.class);
    shop.answerWrites(Reply.of(503, ""));
    assertThat(tell(out(Held.OPT_IN)).outcome()).isInstanceOf(Outcome.Snooze.class);
  }

  @Test
  void a_shop_that_does_not_answer_is_asked_again_and_one_in_maintenance_later() {
    holds("true");
    shop.stand().next(new Fault.Failing(500));
    assertThat(tell(out(Held.OPT_IN)).outcome()).isInstanceOf(Outcome.Retry.class);
    shop.stand().next(new Fault.Throttled(60));
    Told told = tell(out(Held.OPT_IN));
    assertThat(told.bearing())
        .isEqualTo(new Bearing.Busy(Systems.NOW.plus(Duration.ofSeconds(60))));
  }

  @Test
  void an_integration_that_may_not_write_is_said_before_and_after() {
    holds("true");
    shop.close(LIST, "Magento_Customer::manage");
    assertThat(tell(out(Held.OPT_IN)).bearing()).isInstanceOf(Bearing.Refusing.class);
    assertThat(target.reach().bearing()).isInstanceOf(Bearing.Refusing.class);
    assertThat(target.examine())
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.healthy()).isFalse();
              assertThat(finding.what()).contains("Magento_Customer::manage");
            });
  }

  @Test
  void the_check_up_writes_nothing() {
    holds("true");
    target = Consents.open(new SubscriptionOffer(), options(), Shop.KEYS, Path.of("."));
    assertThat(target.examine()).isNotEmpty().allMatch(Finding::healthy);
    assertThat(target.reach().outcome()).isEqualTo(new Outcome.Done());
    assertThat(shop.stand().asked())
        .filteredOn(one -> one.method().equals("PUT"))
        .extracting(Asked::body)
        .containsExactly("{}");
  }

  @Test
  void half_an_integration_is_none_and_only_customers_hold_consent() {
    assertThat(Consents.complaints(new SubscriptionOffer(), options(), "consumer_key: a\n"))
        .hasSize(3)
        .anyMatch(text -> text.contains("access_token"));
    String bearer = "url: " + shop.url() + "\nauth: bearer\naccess_token: t\n";
    assertThat(Consents.complaints(new SubscriptionOffer(), bearer, "access_token: other\n"))
        .isEmpty();
  }
}
