package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.LedgerEntry.Voice;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every consent ledger does.
public abstract class LedgerContract extends PortContract {
  private static final RecordRef CUSTOMER = RecordRef.parse("shop/customer/1");
  private static final RecordRef OTHER = RecordRef.parse("erp/customer/1");
  private static final Instant T1 = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant T2 = Instant.parse("2026-02-01T00:00:00Z");

  private static LedgerEntry entry(RecordRef origin, Topic topic, Choice choice, Instant at) {
    return LedgerEntry.said(origin, ConsentClaim.stated(topic, choice, at, Map.of()), NOW);
  }

  private void append(LedgerEntry... entries) {
    writing(ports -> ports.ledger().append(List.of(entries)));
  }

  @Test
  void entries_come_out_oldest_decision_first_with_their_evidence() {
    LedgerEntry late = entry(OTHER, Topic.EMAIL, Choice.OPT_OUT, T2);
    LedgerEntry early =
        LedgerEntry.said(
            CUSTOMER,
            ConsentClaim.observed(
                Topic.SMS, Choice.OPT_IN, T1, Map.of("text", "Yes, \"é\"", "ip", "192.0.2.1")),
            NOW);
    LedgerEntry unknown = entry(CUSTOMER, Topic.EMAIL, Choice.OPT_IN, ConsentClaim.UNKNOWN_TIME);
    append(late, early, unknown);
    reading(
        ports -> {
          assertThat(ports.ledger().of(List.of(CUSTOMER, OTHER)))
              .containsExactly(unknown, early, late);
          assertThat(ports.ledger().of(List.of(OTHER))).containsExactly(late);
          assertThat(ports.ledger().of(List.of())).isEmpty();
        });
  }

  @Test
  void what_is_entered_is_never_changed() {
    LedgerEntry first = entry(CUSTOMER, Topic.EMAIL, Choice.OPT_IN, T1);
    append(first, first);
    append(
        LedgerEntry.said(
            CUSTOMER,
            ConsentClaim.stated(Topic.EMAIL, Choice.OPT_IN, T1, Map.of("text", "another")),
            NOW.plusSeconds(60)));
    reading(ports -> assertThat(ports.ledger().of(List.of(CUSTOMER))).containsExactly(first));
  }

  @Test
  void another_origin_topic_choice_time_timing_or_voice_is_another_entry() {
    append(
        entry(CUSTOMER, Topic.EMAIL, Choice.OPT_IN, T1),
        entry(OTHER, Topic.EMAIL, Choice.OPT_IN, T1),
        entry(CUSTOMER, Topic.SMS, Choice.OPT_IN, T1),
        entry(CUSTOMER, Topic.EMAIL, Choice.OPT_OUT, T1),
        entry(CUSTOMER, Topic.EMAIL, Choice.OPT_IN, T2),
        LedgerEntry.said(
            CUSTOMER, ConsentClaim.observed(Topic.EMAIL, Choice.OPT_IN, T1, Map.of()), NOW),
        entry(CUSTOMER, Topic.list("News / weekly"), Choice.SUPPRESSED, T1),
        entry(CUSTOMER, Topic.preference("News / weekly"), Choice.PENDING, T1),
        new LedgerEntry(
            CUSTOMER,
            ConsentClaim.stated(Topic.EMAIL, Choice.OPT_IN, T1, Map.of()),
            NOW,
            Voice.TOLD),
        new LedgerEntry(
            CUSTOMER,
            ConsentClaim.stated(Topic.EMAIL, Choice.OPT_IN, T1, Map.of()),
            NOW,
            Voice.MAYBE_TOLD));
    reading(ports -> assertThat(ports.ledger().of(List.of(CUSTOMER, OTHER))).hasSize(10));
  }
}
