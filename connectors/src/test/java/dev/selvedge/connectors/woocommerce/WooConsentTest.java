package dev.selvedge.connectors.woocommerce;

import static dev.selvedge.connectors.Consents.optIn;
import static dev.selvedge.connectors.Consents.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connectors.Consents;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Telling a shop's customers, on a scripted shop.
class WooConsentTest {
  private static final Instant THEIRS = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant LATER = THEIRS.plus(Duration.ofDays(1));
  private static final String GET = "GET /wp-json/wc/v3/customers/7";
  private static final String PUT = "PUT /wp-json/wc/v3/customers/7";
  private static final String FIELDS = "field: marketing_opt_in\nat_field: marketing_opt_in_at\n";

  private final ScriptedWoo shop = new ScriptedWoo(InstantSource.fixed(Systems.NOW));

  @SuppressWarnings("NullAway.Init") // set by those tests that open one
  private ConsentTarget target;

  @AfterEach
  void close() {
    if (target != null) {
      target.close();
    }
    shop.close();
  }

  private ConsentTarget open(String written) {
    target = Consents.open(new MetaConsentOffer(), shop.options(), written, Path.of("."));
    return target;
  }

  private static String customer(String email, String choice) {
    return """
    {"id":7,"email":"%s","meta_data":[{"id":37,"key":"marketing_opt_in","value":"%s"},
     {"id":38,"key":"marketing_opt_in_at","value":"%s"},{"id":39,"key":"wc_last_active","value":"1"}]}
    """
        .formatted(email, choice, THEIRS);
  }

  private void holds(String choice) {
    shop.answer(GET, customer("Ann@Example.com", choice));
  }

  private Outcome told(Decision decision) {
    return open(FIELDS).tell(decision).outcome();
  }

  @Test
  void a_later_opt_out_is_written_with_its_time() {
    holds("yes");
    shop.answer(PUT, customer("ann@example.com", "no"));
    assertThat(told(optOut("7", LATER, Held.OPT_IN))).isEqualTo(new Outcome.Done());
    assertThat(shop.asked().getLast().body())
        .isEqualTo(
            "{\"meta_data\":[{\"key\":\"marketing_opt_in\",\"value\":\"no\"},"
                + "{\"key\":\"marketing_opt_in_at\",\"value\":\"2026-11-02T10:00:00Z\"}]}");
  }

  @Test
  void a_newer_decision_of_the_shop_is_never_overridden() {
    holds("yes");
    assertThat(told(optOut("7", THEIRS.minusSeconds(1), Held.OPT_IN)))
        .isInstanceOf(Outcome.Drop.class);
    assertThat(shop.whats()).containsExactly(GET);
  }

  @Test
  void what_the_shop_holds_already_is_done_and_an_opt_out_among_several_counts() {
    shop.answer(
        GET,
        """
        {"id":7,"email":"ann@example.com","meta_data":[
         {"key":"marketing_opt_in","value":"NO"},{"key":"marketing_opt_in","value":"yes"}]}
        """);
    assertThat(told(optOut("7", LATER, Held.OPT_IN))).isEqualTo(new Outcome.Done());
    assertThat(shop.whats()).containsExactly(GET);
  }

  @Test
  void an_opt_in_is_for_the_address_it_was_given_for() {
    shop.answer(GET, customer("bob@example.com", "no"));
    assertThat(told(optIn("7", LATER, Held.OPT_OUT))).isInstanceOf(Outcome.Drop.class);
    assertThat(shop.whats()).containsExactly(GET);
  }

  @Test
  void words_of_its_own() {
    shop.answer(GET, "{\"id\":7,\"email\":\"ann@example.com\",\"meta_data\":[]}");
    shop.answer(PUT, "{\"id\":7,\"meta_data\":[{\"key\":\"news\",\"value\":\"0\"}]}");
    ConsentTarget words = open("field: news\nopt_in: \"1\"\nopt_out: \"0\"\n");
    assertThat(words.tell(optOut("7", LATER, Held.OPT_IN)).outcome()).isEqualTo(new Outcome.Done());
    assertThat(shop.asked().getLast().body())
        .isEqualTo("{\"meta_data\":[{\"key\":\"news\",\"value\":\"0\"}]}");
  }

  @Test
  void a_shop_that_does_not_keep_it_and_a_customer_that_has_gone_are_for_a_person() {
    holds("yes");
    shop.answer(PUT, customer("ann@example.com", "yes"));
    assertThat(told(optOut("7", LATER, Held.OPT_IN)))
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.refused"));
    shop.error("GET /wp-json/wc/v3/customers/8", 404, "woocommerce_rest_invalid_id");
    assertThat(target.tell(optOut("8", LATER, Held.OPT_IN)).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.no-record"));
  }

  @Test
  void keys_that_may_not_write_and_a_shop_that_wants_rest_write_nothing() {
    holds("yes");
    shop.error(PUT, 401, "woocommerce_rest_authentication_error");
    assertThat(open(FIELDS).tell(optOut("7", LATER, Held.OPT_IN)))
        .satisfies(
            told -> {
              assertThat(told.outcome()).isInstanceOf(Outcome.Snooze.class);
              assertThat(told.bearing()).isInstanceOf(Bearing.Refusing.class);
            });
    shop.answer("GET /wp-json/wc/v3/customers/9", 503, Map.of("Retry-After", "60"), "<html>");
    assertThat(target.tell(optOut("9", LATER, Held.OPT_IN)).bearing())
        .isEqualTo(new Bearing.Busy(Systems.NOW.plusSeconds(60)));
  }

  @Test
  void what_may_have_been_written_is_not_known() {
    holds("yes");
    shop.answer(PUT, 500, Map.of(), "<html>");
    assertThat(told(optOut("7", LATER, Held.OPT_IN))).isInstanceOf(Outcome.Unknown.class);
  }

  @Test
  void the_check_up_asks_whether_the_keys_may_write_and_writes_nothing() {
    shop.error("PUT /wp-json/wc/v3/customers/0", 400, "woocommerce_rest_invalid_id");
    assertThat(open(FIELDS).examine()).allMatch(Finding::healthy);
    try (ScriptedWoo other = new ScriptedWoo(InstantSource.fixed(Systems.NOW))) {
      other.error("PUT /wp-json/wc/v3/customers/0", 401, "woocommerce_rest_authentication_error");
      ConsentTarget reading =
          Consents.open(new MetaConsentOffer(), other.options(), FIELDS, Path.of("."));
      assertThat(reading.examine()).extracting(Finding::healthy).containsExactly(false);
      reading.close();
    }
  }

  @Test
  void only_customers_can_be_told_and_words_must_differ() {
    assertThat(
            Consents.complaints(
                new MetaConsentOffer(), shop.options(), "field: x\nopt_in: a\nopt_out: A\n"))
        .singleElement()
        .asString()
        .contains("are the same");
    assertThat(
            Consents.complaints(
                new MetaConsentOffer(), shop.options(), "field: \"a b\"\nconsumer_key: k\n"))
        .hasSize(2);
  }
}
