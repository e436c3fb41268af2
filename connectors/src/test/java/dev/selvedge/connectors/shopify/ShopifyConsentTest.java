package dev.selvedge.connectors.shopify;

import static dev.selvedge.connectors.Consents.optIn;
import static dev.selvedge.connectors.Consents.optOut;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.connectors.Consents;
import dev.selvedge.connectors.Systems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Telling a shop's customers, on a scripted shop.
class ShopifyConsentTest {
  private static final Instant THEIRS = Instant.parse("2026-11-01T10:00:00Z");
  private static final Instant LATER = THEIRS.plus(Duration.ofDays(1));

  private final ScriptedShopify shop = new ScriptedShopify(InstantSource.fixed(Systems.NOW));

  @SuppressWarnings("NullAway.Init") // set by those tests that open one
  private ConsentTarget target;

  @AfterEach
  void close() {
    if (target != null) {
      target.close();
    }
    shop.close();
  }

  private ConsentTarget open(String topic) {
    target = Consents.open(new ShopConsentOffer(), topic, shop.options(), "{}", Path.of("."));
    return target;
  }

  private ScriptedShopify holds(String state) {
    return holds("ann@example.com", state);
  }

  private ScriptedShopify holds(String email, String state) {
    return shop.data(
        "customer",
        """
        {"id":"gid://shopify/Customer/7","defaultEmailAddress":{"emailAddress":"%s",\
        "marketingState":"%s","marketingUpdatedAt":"%s"},"defaultPhoneNumber":{"phoneNumber":"+4420",\
        "smsMarketingConsent":{"state":"%s","updatedAt":"%s"}}}"""
            .formatted(email, state, THEIRS, state, THEIRS));
  }

  private ScriptedShopify answersEmail(String state) {
    return shop.data(
        "customerEmailMarketingConsentUpdate",
        "{\"customer\":{\"id\":\"gid://shopify/Customer/7\",\"defaultEmailAddress\":{\"marketingState\":\"%s\"}},\"userErrors\":[]}"
            .formatted(state));
  }

  private Outcome told(Decision decision) {
    return open("EMAIL").tell(decision).outcome();
  }

  private JsonNode input() {
    return shop.asked().getLast().variables().path("input");
  }

  @Test
  void a_later_opt_out_is_written_with_its_time() {
    holds("SUBSCRIBED");
    answersEmail("UNSUBSCRIBED");
    assertThat(told(optOut("7", LATER, Held.OPT_IN))).isEqualTo(new Outcome.Done());
    assertThat(shop.operations()).containsExactly("Consent", "TellEmail");
    assertThat(input().toString())
        .isEqualTo(
            "{\"customerId\":\"gid://shopify/Customer/7\",\"emailMarketingConsent\":{"
                + "\"marketingState\":\"UNSUBSCRIBED\",\"consentUpdatedAt\":\"2026-11-02T10:00:00Z\"}}");
  }

  @Test
  void a_later_opt_in_is_written_for_the_address_it_was_given_for() {
    holds("Ann@Example.com", "UNSUBSCRIBED");
    answersEmail("SUBSCRIBED");
    assertThat(told(optIn("7", LATER, Held.OPT_OUT))).isEqualTo(new Outcome.Done());
    assertThat(input().path("emailMarketingConsent").path("marketingOptInLevel").stringValue())
        .isEqualTo("SINGLE_OPT_IN");
  }

  @Test
  void text_messages_are_told_in_their_own_way() {
    holds("SUBSCRIBED");
    shop.data(
        "customerSmsMarketingConsentUpdate",
        "{\"customer\":{\"id\":\"g\",\"defaultPhoneNumber\":{\"smsMarketingConsent\":{\"state\":\"UNSUBSCRIBED\"}}},\"userErrors\":[]}");
    assertThat(open("SMS").tell(optOut("7", LATER, Held.OPT_IN)).outcome())
        .isEqualTo(new Outcome.Done());
    assertThat(input().path("smsMarketingConsent").path("marketingState").stringValue())
        .isEqualTo("UNSUBSCRIBED");
  }

  private ScriptedShopify answersSms(String state) {
    return shop.data(
        "customerSmsMarketingConsentUpdate",
        "{\"customer\":{\"id\":\"g\",\"defaultPhoneNumber\":{\"smsMarketingConsent\":{\"state\":\"%s\"}}},\"userErrors\":[]}"
            .formatted(state));
  }

  @Test
  void nobody_is_opted_in_to_text_messages_for_another_person() {
    holds("bea@example.com", "NOT_SUBSCRIBED");
    answersSms("SUBSCRIBED");
    assertThat(open("SMS").tell(optIn("7", LATER, Held.NOT_KNOWN)).outcome())
        .isInstanceOf(Outcome.Drop.class);
    assertThat(shop.operations()).containsExactly("Consent");
  }

  @Test
  void an_opt_in_to_text_messages_is_written_for_the_person_who_gave_it() {
    holds("Ann@Example.com", "NOT_SUBSCRIBED");
    answersSms("SUBSCRIBED");
    assertThat(open("SMS").tell(optIn("7", LATER, Held.NOT_KNOWN)).outcome())
        .isEqualTo(new Outcome.Done());
  }

  @Test
  void a_newer_decision_of_the_shop_is_never_overridden() {
    holds("SUBSCRIBED");
    assertThat(told(optOut("7", THEIRS.minusSeconds(1), Held.OPT_IN)))
        .isInstanceOf(Outcome.Drop.class);
    assertThat(shop.operations()).containsExactly("Consent");
  }

  @Test
  void what_the_shop_holds_already_is_done() {
    holds("UNSUBSCRIBED");
    assertThat(told(optOut("7", LATER, Held.OPT_IN))).isEqualTo(new Outcome.Done());
    assertThat(shop.operations()).containsExactly("Consent");
  }

  @Test
  void what_the_shop_held_on_to_in_spite_of_us_is_not_taken_for_done() {
    holds("SUBSCRIBED");
    answersEmail("SUBSCRIBED");
    assertThat(told(optOut("7", LATER, Held.OPT_IN))).isInstanceOf(Outcome.Drop.class);
  }

  @Test
  void nobody_is_opted_in_beyond_what_was_decided() {
    holds("bea@example.com", "NOT_SUBSCRIBED");
    assertThat(told(optIn("7", LATER, Held.NOT_KNOWN)))
        .as("another address")
        .isInstanceOf(Outcome.Drop.class);
    target.close();
    holds("NOT_SUBSCRIBED");
    assertThat(told(optIn("7", Decision.UNKNOWN_TIME, Held.NOT_KNOWN)))
        .as("of unknown age")
        .isInstanceOf(Outcome.Drop.class);
    target.close();
    holds("PENDING");
    assertThat(told(optIn("7", LATER, Held.NOT_KNOWN)))
        .as("not confirmed yet")
        .isInstanceOf(Outcome.Drop.class);
    assertThat(shop.operations()).containsExactly("Consent", "Consent", "Consent");
  }

  @Test
  void an_opt_out_is_written_whatever_the_address_and_the_state() {
    for (String state : java.util.List.of("NOT_SUBSCRIBED", "PENDING", "INVALID")) {
      holds("bea@example.com", state);
      answersEmail("UNSUBSCRIBED");
      assertThat(told(optOut("7", LATER, Held.NOT_KNOWN))).as(state).isEqualTo(new Outcome.Done());
      target.close();
    }
  }

  @Test
  void who_is_not_there_or_cannot_be_written_is_parked() {
    shop.data("customer", "null");
    assertThat(told(optOut("7", LATER, Held.OPT_IN)))
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.no-record"));
    target.close();
    shop.data("customer", "{\"id\":\"gid://shopify/Customer/7\",\"defaultEmailAddress\":null}");
    assertThat(told(optOut("7", LATER, Held.OPT_IN)))
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.cause()).isEqualTo("consent.no-address"));
    target.close();
    holds("SUBSCRIBED");
    shop.data(
        "customerEmailMarketingConsentUpdate",
        "{\"customer\":null,\"userErrors\":[{\"message\":\"ann@example.com\",\"code\":\"INVALID\"}]}");
    assertThat(told(optOut("7", LATER, Held.OPT_IN)))
        .isInstanceOfSatisfying(
            Outcome.Park.class,
            park -> {
              assertThat(park.cause()).isEqualTo("consent.refused");
              assertThat(park.sentence()).contains("INVALID").doesNotContain("ann@");
            });
  }

  @Test
  void an_answer_that_was_lost_may_have_been_written_and_one_that_was_put_off_was_not() {
    holds("SUBSCRIBED").answer(502, Map.of(), "");
    Told lost = open("EMAIL").tell(optOut("7", LATER, Held.OPT_IN));
    assertThat(lost.outcome()).isInstanceOf(Outcome.Unknown.class);
    assertThat(lost.bearing()).isInstanceOf(Bearing.Silent.class);
    holds("SUBSCRIBED").answer(429, Map.of("Retry-After", "9"), "");
    Told putOff = target.tell(optOut("7", LATER, Held.OPT_IN));
    assertThat(putOff.outcome())
        .isInstanceOfSatisfying(
            Outcome.Snooze.class,
            snooze -> assertThat(snooze.until()).isEqualTo(Systems.NOW.plusSeconds(9)));
    assertThat(putOff.bearing()).isEqualTo(new Bearing.Busy(Systems.NOW.plusSeconds(9)));
  }

  @Test
  void an_app_that_may_only_read_is_refused_as_a_whole() {
    shop.data("shop", "{}");
    assertThat(open("EMAIL").reach().bearing()).isInstanceOf(Bearing.Refusing.class);
    scopes("read_customers");
    assertThat(target.examine()).allMatch(finding -> finding.advice().contains("write_customers"));
    scopes("write_customers");
    assertThat(target.examine()).allMatch(finding -> finding.healthy());
  }

  private void scopes(String scope) {
    shop.answer(
        "{\"data\":{\"shop\":{},\"currentAppInstallation\":{\"accessScopes\":[{\"handle\":\"%s\"}]}}}"
            .formatted(scope));
  }

  @Test
  void what_shopify_does_not_keep_cannot_be_told() {
    assertThat(
            Consents.complaints(
                new ShopConsentOffer(), "shop: my-brand\ntoken: t\n", "client_id: x\n"))
        .anyMatch(complaint -> complaint.contains("'client_secret' is missing"));
  }
}
