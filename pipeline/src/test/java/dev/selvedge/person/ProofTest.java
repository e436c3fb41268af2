package dev.selvedge.person;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProofTest {
  private static final RecordRef SHOP = RecordRef.parse("shop/customer/1");
  private static final Instant AT = Instant.parse("2026-02-03T09:40:18.527Z");
  private static final Map<String, String> WHOLE =
      Map.of(
          "text",
          "Yes",
          "url",
          "https://shop.example.com/join",
          "ip",
          "203.0.113.7",
          "user_agent",
          "Firefox");

  private static LedgerEntry line(RecordRef origin, Topic topic, Map<String, String> evidence) {
    return LedgerEntry.said(
        origin, ConsentClaim.stated(topic, Choice.OPT_IN, AT, evidence), AT.plusSeconds(9));
  }

  private static Map<String, String> with(String name, String value) {
    Map<String, String> other = new HashMap<>(WHOLE);
    other.put(name, value);
    return other;
  }

  private static Proof whole(LedgerEntry line) {
    return ((Proof.Reading.Complete) Proof.of(line)).proof();
  }

  @Test
  void what_is_whole_is_a_proof_to_the_second() {
    Proof proof = whole(line(SHOP, Topic.EMAIL, WHOLE));

    assertThat(proof.at()).isEqualTo("2026-02-03T09:40:18Z");
    assertThat(proof.text()).isEqualTo("Yes");
    assertThat(proof).hasToString("Proof[" + proof.id() + "]");
  }

  @Test
  void one_form_for_two_channels_is_one_proof_and_two_people_who_say_the_same_are_two() {
    Proof email = whole(line(SHOP, Topic.EMAIL, WHOLE));
    Proof sms = whole(line(SHOP, Topic.SMS, WHOLE));
    Proof other = whole(line(RecordRef.parse("shop/customer/2"), Topic.EMAIL, WHOLE));

    assertThat(sms.id()).isEqualTo(email.id());
    assertThat(other.id()).isNotEqualTo(email.id());
    assertThat(other.words()).isEqualTo(email.words());
  }

  @Test
  void what_the_target_shows_is_recognised_however_it_writes_it() {
    Proof proof = whole(line(SHOP, Topic.EMAIL, with("ip", "2001:db8::1")));

    assertThat(
            Proof.shown(
                    " Yes ",
                    Instant.parse("2026-02-03T09:40:18Z"),
                    "https://shop.example.com/join",
                    "2001:0DB8:0:0:0:0:0:1",
                    "Firefox")
                .words())
        .isEqualTo(proof.words());
  }

  @ParameterizedTest
  @ValueSource(strings = {"203.0.113.7", "::1", "2001:db8::ff00:42:8329", "::ffff:203.0.113.7"})
  void addresses_of_both_kinds_are_taken(String ip) {
    assertThat(Proof.of(line(SHOP, Topic.EMAIL, with("ip", ip))))
        .isInstanceOf(Proof.Reading.Complete.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113",
        "1",
        "256.1.1.1",
        "localhost",
        "shop.example.com",
        "fe80::1%eth0",
        "[::1]",
        "1.2.3.4.5",
        "::g"
      })
  void what_is_no_address_is_not_looked_up_but_said(String ip) {
    assertThat(Proof.of(line(SHOP, Topic.EMAIL, with("ip", ip))))
        .isEqualTo(
            new Proof.Reading.Lacking(
                "the IP address is none, as shop gives it, and it takes no other"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"shop.example.com/join", "/join", "mailto:a@example.com", "https://", "ht tp://x"})
  void what_is_no_page_is_said(String url) {
    assertThat(Proof.of(line(SHOP, Topic.EMAIL, with("url", url))))
        .isEqualTo(
            new Proof.Reading.Lacking(
                "the page's URL is no web address, as shop gives it, and it takes no other"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "ip; it demands an IP address, which shop does not give",
        "text; it demands the text that was agreed to, which shop does not give",
        "url; it demands the page's URL, which shop does not give",
        "user_agent; it demands a user agent, which shop does not give"
      })
  void what_is_missing_is_said(String part, String why) {
    assertThat(Proof.of(line(SHOP, Topic.EMAIL, with(part, "  "))))
        .isEqualTo(new Proof.Reading.Lacking(why));
  }

  @Test
  void the_time_a_flag_was_seen_proves_nothing() {
    LedgerEntry flag =
        LedgerEntry.said(SHOP, ConsentClaim.observed(Topic.EMAIL, Choice.OPT_IN, AT, WHOLE), AT);
    LedgerEntry ageless =
        LedgerEntry.said(
            SHOP,
            ConsentClaim.stated(Topic.EMAIL, Choice.OPT_IN, ConsentClaim.UNKNOWN_TIME, WHOLE),
            AT);
    Proof.Reading.Lacking lacking =
        new Proof.Reading.Lacking("it demands the time, which shop does not give");

    assertThat(Proof.of(flag)).isEqualTo(lacking);
    assertThat(Proof.of(ageless)).isEqualTo(lacking);
    assertThat(Proof.keptBack(flag, lacking))
        .isEqualTo(
            "consent kept in the ledger, not sent to Dotdigital: it demands the time, which shop"
                + " does not give");
  }

  @Test
  void only_what_a_record_said_of_a_whole_channel_needs_a_proof() {
    Proof.Reading none = new Proof.Reading.NoneNeeded();
    LedgerEntry optOut =
        LedgerEntry.said(SHOP, ConsentClaim.stated(Topic.EMAIL, Choice.OPT_OUT, AT, WHOLE), AT);
    LedgerEntry told = new Telling(SHOP, Topic.EMAIL, Choice.OPT_IN).entered(AT, AT, true);
    RecordRef mailer = AddressRef.of(new SystemName("dotdigital"), "ann@example.com");

    assertThat(Proof.of(optOut)).isEqualTo(none);
    assertThat(Proof.of(told)).isEqualTo(none);
    assertThat(Proof.of(line(mailer, Topic.EMAIL, WHOLE))).isEqualTo(none);
    assertThat(Proof.of(line(SHOP, Topic.list("News"), WHOLE))).isEqualTo(none);
  }

  @Test
  void people_read_why_a_line_stays() {
    LedgerEntry line = line(SHOP, Topic.EMAIL, Map.of("text", "Yes", "url", "https://a.example"));

    assertThat(Proof.keptBack(line, (Proof.Reading.Lacking) Proof.of(line)))
        .isEqualTo(
            "consent of 3 Feb 2026 kept in the ledger, not sent to Dotdigital: it demands an IP"
                + " address and a user agent, which shop does not give");
  }
}
