package dev.selvedge.person;

import static dev.selvedge.mapping.ConsentClaim.Choice.OPT_IN;
import static dev.selvedge.mapping.ConsentClaim.Choice.OPT_OUT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Channel;
import dev.selvedge.mapping.ConsentClaim.Choice;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EffectiveConsentTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  @Test
  void absence_is_not_consent() {
    assertThat(EffectiveConsent.allows(List.of(), Channel.EMAIL)).isFalse();
    assertThat(EffectiveConsent.deciding(List.of(), Channel.EMAIL)).isEmpty();
  }

  @Test
  void the_latest_decision_wins() {
    List<LedgerEntry> inThenOut = List.of(entry(OPT_IN, NOON), entry(OPT_OUT, NOON.plusSeconds(1)));
    List<LedgerEntry> outThenIn = List.of(entry(OPT_OUT, NOON), entry(OPT_IN, NOON.plusSeconds(1)));

    assertThat(EffectiveConsent.allows(inThenOut, Channel.EMAIL)).isFalse();
    assertThat(EffectiveConsent.allows(outThenIn, Channel.EMAIL)).isTrue();
  }

  @Test
  void a_tie_goes_to_the_opt_out() {
    assertThat(
            EffectiveConsent.allows(
                List.of(entry(OPT_IN, NOON), entry(OPT_OUT, NOON)), Channel.EMAIL))
        .isFalse();
  }

  @Test
  void an_opt_in_of_unknown_age_never_beats_an_opt_out() {
    assertThat(
            EffectiveConsent.allows(
                List.of(entry(OPT_OUT, NOON), entry(OPT_IN, ConsentClaim.UNKNOWN_TIME)),
                Channel.EMAIL))
        .isFalse();
  }

  @Test
  void a_channel_says_nothing_about_another() {
    LedgerEntry sms =
        new LedgerEntry(ref("1"), new ConsentClaim(Channel.SMS, OPT_IN, NOON, Map.of()), NOON);

    assertThat(EffectiveConsent.allows(List.of(sms), Channel.EMAIL)).isFalse();
  }

  @Property
  void the_order_of_entries_does_not_matter(@ForAll("ledgers") List<LedgerEntry> ledger) {
    List<LedgerEntry> backwards = new ArrayList<>(ledger.reversed());
    backwards.addAll(ledger);

    assertThat(EffectiveConsent.deciding(backwards, Channel.EMAIL))
        .isEqualTo(EffectiveConsent.deciding(ledger, Channel.EMAIL));
  }

  @Property
  void nobody_is_mailable_without_an_opt_in_newer_than_every_opt_out(
      @ForAll("ledgers") List<LedgerEntry> ledger) {
    boolean allowed = EffectiveConsent.allows(ledger, Channel.EMAIL);

    boolean someOptInBeatsAllOptOuts =
        ledger.stream()
            .filter(entry -> entry.claim().choice() == OPT_IN)
            .anyMatch(
                in ->
                    ledger.stream()
                        .filter(entry -> entry.claim().choice() == OPT_OUT)
                        .allMatch(out -> out.claim().at().isBefore(in.claim().at())));
    assertThat(allowed).isEqualTo(someOptInBeatsAllOptOuts);
  }

  @Provide
  Arbitrary<List<LedgerEntry>> ledgers() {
    Arbitrary<Integer> seconds = Arbitraries.integers().between(0, 5);
    Arbitrary<Choice> choices = Arbitraries.of(Choice.class);
    Arbitrary<String> keys = Arbitraries.of("1", "2", "3");
    return Combinators.combine(seconds, choices, keys)
        .as(
            (second, choice, key) ->
                new LedgerEntry(
                    ref(key),
                    new ConsentClaim(Channel.EMAIL, choice, NOON.plusSeconds(second), Map.of()),
                    NOON))
        .list()
        .ofMaxSize(8);
  }

  private static LedgerEntry entry(Choice choice, Instant at) {
    return new LedgerEntry(ref("1"), new ConsentClaim(Channel.EMAIL, choice, at, Map.of()), NOON);
  }

  private static RecordRef ref(String key) {
    return new RecordRef(new SystemName("shop"), new RecordKind("customer"), key);
  }
}
