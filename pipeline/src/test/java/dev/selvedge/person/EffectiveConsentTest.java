package dev.selvedge.person;

import static dev.selvedge.mapping.ConsentClaim.Choice.OPT_IN;
import static dev.selvedge.mapping.ConsentClaim.Choice.OPT_OUT;
import static dev.selvedge.mapping.ConsentClaim.Choice.PENDING;
import static dev.selvedge.mapping.ConsentClaim.Choice.SUPPRESSED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.ConsentClaim.Timing;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.LedgerEntry.Voice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class EffectiveConsentTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  /// When everything was read: long after it was decided, and after anything was told.
  private static final Instant HEARD = NOON.plus(Duration.ofDays(1));

  private static final RecordRef SHOP = ref("shop", "1");
  private static final RecordRef ERP = ref("erp", "1");
  private static final RecordRef MAILER = ref("dotdigital", "1");

  @Test
  void absence_is_not_consent_and_no_refusal_either() {
    assertThat(email()).isEqualTo(new Verdict.Unasked());
    assertThat(email(said(SHOP, PENDING, 0))).isEqualTo(new Verdict.Unasked());
  }

  @Test
  void the_latest_decision_wins() {
    assertThat(email(said(SHOP, OPT_IN, 0), said(ERP, OPT_OUT, 1)))
        .isInstanceOf(Verdict.Refused.class);
    assertThat(email(said(SHOP, OPT_OUT, 0), said(ERP, OPT_IN, 1)))
        .isEqualTo(new Verdict.Granted(said(ERP, OPT_IN, 1)));
  }

  @Test
  void a_tie_goes_to_the_opt_out() {
    assertThat(email(said(SHOP, OPT_IN, 0), said(ERP, OPT_OUT, 0)))
        .isEqualTo(new Verdict.Refused(said(ERP, OPT_OUT, 0)));
  }

  @Test
  void what_waits_for_a_confirmation_takes_nothing_back() {
    assertThat(email(said(SHOP, OPT_IN, 0), said(SHOP, PENDING, 9)).allows()).isTrue();
    assertThat(email(said(SHOP, OPT_OUT, 0), said(SHOP, PENDING, 9)).allows()).isFalse();
  }

  @Test
  void an_opt_out_after_what_waits_for_a_confirmation_is_a_new_one() {
    assertThat(
            email(
                seen(MAILER, OPT_OUT, 0),
                seen(MAILER, PENDING, 5),
                said(SHOP, OPT_IN, 6),
                seen(MAILER, OPT_OUT, 9)))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void what_waits_for_a_confirmation_gives_a_flag_no_age() {
    assertThat(email(seen(SHOP, PENDING, 0), said(ERP, OPT_OUT, 5), seen(SHOP, OPT_IN, 9)))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void a_flag_first_seen_as_opt_in_is_of_unknown_age_and_never_beats_an_opt_out() {
    assertThat(email(seen(SHOP, OPT_IN, 9))).isInstanceOf(Verdict.Granted.class);
    assertThat(email(said(ERP, OPT_OUT, 0), seen(SHOP, OPT_IN, 9)))
        .isInstanceOf(Verdict.Refused.class);
  }

  @Test
  void a_flag_first_seen_as_opt_out_counts_from_the_version_that_had_it() {
    assertThat(email(said(ERP, OPT_IN, 5), seen(SHOP, OPT_OUT, 4)).allows()).isTrue();
    assertThat(email(said(ERP, OPT_IN, 5), seen(SHOP, OPT_OUT, 5)).allows()).isFalse();
  }

  @Test
  void an_edit_of_something_else_makes_an_old_flag_no_newer() {
    assertThat(email(seen(SHOP, OPT_IN, 0), said(ERP, OPT_OUT, 5), seen(SHOP, OPT_IN, 9)).allows())
        .isFalse();
    assertThat(email(seen(SHOP, OPT_OUT, 0), said(ERP, OPT_IN, 5), seen(SHOP, OPT_OUT, 9)).allows())
        .isTrue();
  }

  @Test
  void a_flag_that_changed_is_a_decision_of_the_version_that_changed_it() {
    List<LedgerEntry> back =
        List.of(seen(SHOP, OPT_IN, 0), seen(SHOP, OPT_OUT, 3), seen(SHOP, OPT_IN, 9));

    assertThat(EffectiveConsent.of(back, Topic.EMAIL, ConsentPolicy.STANDARD))
        .isEqualTo(new Verdict.Granted(seen(SHOP, OPT_IN, 9)));
  }

  @Test
  void what_a_system_repeats_of_what_it_was_told_is_no_decision() {
    // The person opted out in Dotdigital at 0, in again in the ERP at 5. The shop was told of the
    // opt-out at 8, before the ERP had spoken up.
    LedgerEntry told = told(SHOP, OPT_OUT, 8, 9, Voice.TOLD);

    assertThat(
            email(said(MAILER, OPT_OUT, 0), said(ERP, OPT_IN, 5), told, said(SHOP, OPT_OUT, 8))
                .allows())
        .isTrue();
    assertThat(
            email(
                    said(MAILER, OPT_OUT, 0),
                    said(ERP, OPT_IN, 5),
                    told,
                    seen(SHOP, OPT_OUT, 9),
                    seen(SHOP, OPT_OUT, 999_999))
                .allows())
        .isTrue();
  }

  @Test
  void what_was_perhaps_told_can_be_repeated_and_changes_nothing_else() {
    LedgerEntry perhaps = told(SHOP, OPT_OUT, 8, 9, Voice.MAYBE_TOLD);

    assertThat(email(said(ERP, OPT_IN, 5), perhaps, said(SHOP, OPT_OUT, 8)).allows()).isTrue();
    // It never got there: the flag that was there before is there still, and no change of mind.
    assertThat(
            email(seen(SHOP, OPT_IN, 0), said(MAILER, OPT_OUT, 5), perhaps, seen(SHOP, OPT_IN, 500))
                .allows())
        .isFalse();
  }

  @Test
  void a_version_from_before_the_telling_is_no_change_of_mind() {
    assertThat(
            email(
                    seen(SHOP, OPT_IN, 0),
                    said(MAILER, OPT_OUT, 5),
                    told(SHOP, OPT_OUT, 100, 101, Voice.TOLD),
                    seen(SHOP, OPT_IN, 99))
                .allows())
        .isFalse();
  }

  @Test
  void a_change_of_mind_after_the_telling_is_one() {
    long later = 7 + Decisions.SKEW.toSeconds() + 1;
    assertThat(
            email(
                    seen(SHOP, OPT_IN, 0),
                    said(MAILER, OPT_OUT, 5),
                    told(SHOP, OPT_OUT, 6, 7, Voice.TOLD),
                    seen(SHOP, OPT_OUT, 7),
                    seen(SHOP, OPT_IN, later))
                .allows())
        .isTrue();
  }

  @Test
  void a_flag_that_agrees_while_the_opposite_is_told_may_be_of_before_by_a_clock_that_is_ahead() {
    assertThat(
            email(
                    seen(SHOP, OPT_IN, 0),
                    said(MAILER, OPT_OUT, 5),
                    told(SHOP, OPT_OUT, 60, 61, Voice.TOLD),
                    seen(SHOP, OPT_IN, 120))
                .allows())
        .isFalse();
  }

  @Test
  void a_flag_that_declines_while_the_opposite_is_told_is_an_answer() {
    assertThat(
            email(
                    seen(SHOP, OPT_OUT, 0),
                    said(ERP, OPT_IN, 5),
                    told(SHOP, OPT_IN, 60, 65, Voice.TOLD),
                    seen(SHOP, OPT_OUT, 63))
                .allows())
        .isFalse();
  }

  @Test
  void who_declines_a_minute_before_the_hub_tells_the_same_is_no_echo() {
    LedgerEntry declined =
        LedgerEntry.said(
            MAILER,
            ConsentClaim.stated(Topic.EMAIL, OPT_OUT, NOON.plusSeconds(10), Map.of()),
            NOON.plusSeconds(600));

    assertThat(
            email(said(SHOP, OPT_IN, 5), declined, told(MAILER, OPT_OUT, 70, 71, Voice.TOLD))
                .allows())
        .isFalse();
  }

  @Test
  void an_opt_out_long_after_the_telling_is_a_decision_of_its_own() {
    long later = 9 + Decisions.SKEW.toSeconds() + 1;

    assertThat(
            email(
                    told(MAILER, OPT_OUT, 8, 9, Voice.TOLD),
                    said(ERP, OPT_IN, 10),
                    said(MAILER, OPT_OUT, later))
                .allows())
        .isFalse();
  }

  @Test
  void what_was_heard_before_the_telling_is_why_it_was_told_and_no_echo() {
    LedgerEntry optOut =
        LedgerEntry.said(
            MAILER,
            ConsentClaim.stated(Topic.EMAIL, OPT_OUT, NOON.plusSeconds(5), Map.of()),
            NOON.plusSeconds(8));

    assertThat(
            email(said(SHOP, OPT_IN, 0), optOut, told(MAILER, OPT_OUT, 8, 9, Voice.TOLD)).allows())
        .isFalse();
  }

  @Test
  void an_opt_out_soon_after_the_hub_told_otherwise_is_no_echo_of_what_it_told_before() {
    // Told out at 8 and, because of the ERP, in at 20; the person declines at 60.
    LedgerEntry out = told(MAILER, OPT_OUT, 8, 9, Voice.TOLD);
    LedgerEntry in = told(MAILER, OPT_IN, 20, 21, Voice.TOLD);
    LedgerEntry declined =
        LedgerEntry.said(
            MAILER,
            ConsentClaim.stated(Topic.EMAIL, OPT_OUT, NOON.plusSeconds(60), Map.of()),
            NOON.plusSeconds(90));

    assertThat(email(out, said(ERP, OPT_IN, 15), in, declined).allows()).isFalse();
  }

  @Test
  void no_shop_lifts_a_suppression_but_who_suppressed_does() {
    LedgerEntry complaint = said(MAILER, SUPPRESSED, 3);

    assertThat(email(said(SHOP, OPT_IN, 0), complaint, said(SHOP, OPT_IN, 9)))
        .isEqualTo(new Verdict.Suppressed(complaint));
    assertThat(email(complaint, said(MAILER, OPT_IN, 3)))
        .isEqualTo(new Verdict.Suppressed(complaint));
    assertThat(email(complaint, said(MAILER, OPT_IN, 4)).allows()).isTrue();
  }

  @Test
  void after_an_opt_out_only_named_systems_resubscribe() {
    ConsentPolicy onlyErp =
        new ConsentPolicy(
            Set.of(new SystemName("erp")),
            Set.of(new SystemName("dotdigital")),
            false,
            ConsentPolicy.Unasked.AS_UNSUBSCRIBED);
    LedgerEntry out = said(SHOP, OPT_OUT, 3);

    assertThat(verdict(onlyErp, said(SHOP, OPT_IN, 0)).allows()).isTrue();
    assertThat(verdict(onlyErp, out, said(SHOP, OPT_IN, 9)).allows()).isFalse();
    assertThat(verdict(onlyErp, out, said(SHOP, OPT_IN, 9), said(ERP, OPT_IN, 8)))
        .isEqualTo(new Verdict.Granted(said(ERP, OPT_IN, 8)));
    assertThat(verdict(onlyErp, out, said(MAILER, OPT_IN, 9)).allows()).isTrue();
  }

  @Test
  void a_channel_says_nothing_about_another_and_a_list_only_counts_within_its_channel() {
    Topic news = Topic.list("News");
    LedgerEntry wanted = of(SHOP, news, OPT_IN, 0);

    assertThat(email(of(SHOP, Topic.SMS, OPT_IN, 0)).allows()).isFalse();
    assertThat(email(wanted).allows()).isFalse();
    assertThat(EffectiveConsent.of(List.of(wanted), news, ConsentPolicy.STANDARD).allows())
        .isTrue();
    assertThat(
            EffectiveConsent.of(
                    List.of(wanted, said(ERP, OPT_OUT, 0)), news, ConsentPolicy.STANDARD)
                .allows())
        .isFalse();
  }

  @Property
  void the_order_and_repetition_of_lines_does_not_matter(
      @ForAll("ledgers") List<LedgerEntry> ledger, @ForAll Random random) {
    List<LedgerEntry> shuffled = new ArrayList<>(ledger);
    shuffled.addAll(ledger.subList(0, ledger.size() / 2));
    Collections.shuffle(shuffled, random);

    assertThat(EffectiveConsent.of(shuffled, Topic.EMAIL, ConsentPolicy.STANDARD))
        .isEqualTo(EffectiveConsent.of(ledger, Topic.EMAIL, ConsentPolicy.STANDARD));
  }

  @Property
  void nobody_may_be_mailed_whom_a_stated_opt_out_as_new_as_every_opt_in_protects(
      @ForAll("ledgers") List<LedgerEntry> ledger, @ForAll("seconds") int second) {
    Instant newest =
        ledger.stream().map(line -> line.claim().at()).max(Instant::compareTo).orElse(NOON);
    List<LedgerEntry> withOut = new ArrayList<>(ledger);
    withOut.add(
        LedgerEntry.said(
            ref("wms", "1"),
            ConsentClaim.stated(Topic.EMAIL, OPT_OUT, newest.plusSeconds(second), Map.of()),
            NOON));

    assertThat(EffectiveConsent.of(withOut, Topic.EMAIL, ConsentPolicy.STANDARD).allows())
        .isFalse();
  }

  @Property
  void of_stated_decisions_alone_an_opt_in_must_be_newer_than_every_opt_out(
      @ForAll("ledgers") List<LedgerEntry> any) {
    List<LedgerEntry> ledger =
        any.stream()
            .filter(line -> line.voice() == Voice.SAID)
            .filter(line -> line.claim().timing() == Timing.STATED)
            .filter(line -> Set.of(OPT_IN, OPT_OUT).contains(line.claim().choice()))
            .toList();
    boolean someOptInBeatsAllOptOuts =
        ledger.stream()
            .filter(line -> line.claim().choice() == OPT_IN)
            .anyMatch(
                in ->
                    ledger.stream()
                        .filter(line -> line.claim().choice() == OPT_OUT)
                        .allMatch(out -> out.claim().at().isBefore(in.claim().at())));

    assertThat(EffectiveConsent.of(ledger, Topic.EMAIL, ConsentPolicy.STANDARD).allows())
        .isEqualTo(someOptInBeatsAllOptOuts);
  }

  @Property
  void telling_somebody_never_lets_anybody_be_mailed_who_was_not(
      @ForAll("ledgers") List<LedgerEntry> ledger) {
    List<LedgerEntry> said =
        ledger.stream()
            .filter(line -> line.voice() == Voice.SAID)
            .filter(line -> line.claim().timing() == Timing.STATED)
            // a refusal that repeats what was told is an echo, and rightly no decision
            .filter(line -> line.claim().choice() != OPT_OUT)
            .filter(line -> line.claim().choice() != SUPPRESSED)
            .toList();
    List<LedgerEntry> withTold = new ArrayList<>(said);
    ledger.stream().filter(LedgerEntry::isOurs).forEach(withTold::add);
    boolean before = EffectiveConsent.of(said, Topic.EMAIL, ConsentPolicy.STANDARD).allows();
    boolean after = EffectiveConsent.of(withTold, Topic.EMAIL, ConsentPolicy.STANDARD).allows();

    assertThat(after && !before).isFalse();
  }

  @Provide
  Arbitrary<Integer> seconds() {
    return Arbitraries.integers().between(0, 5);
  }

  @Provide
  Arbitrary<List<LedgerEntry>> ledgers() {
    Arbitrary<Integer> minutes = Arbitraries.integers().between(0, 8);
    Arbitrary<ConsentClaim> claims =
        Combinators.combine(minutes, Arbitraries.of(Choice.class), Arbitraries.of(Timing.class))
            .as(
                (minute, choice, timing) ->
                    new ConsentClaim(
                        Topic.EMAIL,
                        choice,
                        timing,
                        NOON.plus(Duration.ofMinutes(minute)),
                        Map.of()));
    return Combinators.combine(
            Arbitraries.of(SHOP, ERP, MAILER), claims, minutes, Arbitraries.of(Voice.class))
        .as(
            (origin, claim, lasts, voice) ->
                voice == Voice.SAID
                    ? LedgerEntry.said(origin, claim, HEARD)
                    : new LedgerEntry(
                        origin,
                        ConsentClaim.stated(Topic.EMAIL, claim.choice(), claim.at(), Map.of()),
                        claim.at().plus(Duration.ofMinutes(lasts)),
                        voice))
        .list()
        .ofMaxSize(8);
  }

  private static Verdict email(LedgerEntry... ledger) {
    return verdict(ConsentPolicy.STANDARD, ledger);
  }

  private static Verdict verdict(ConsentPolicy policy, LedgerEntry... ledger) {
    return EffectiveConsent.of(List.of(ledger), Topic.EMAIL, policy);
  }

  private static LedgerEntry said(RecordRef origin, Choice choice, long second) {
    return of(origin, Topic.EMAIL, choice, second);
  }

  private static LedgerEntry of(RecordRef origin, Topic topic, Choice choice, long second) {
    return LedgerEntry.said(
        origin, ConsentClaim.stated(topic, choice, NOON.plusSeconds(second), Map.of()), HEARD);
  }

  private static LedgerEntry seen(RecordRef origin, Choice choice, long second) {
    return LedgerEntry.said(
        origin,
        ConsentClaim.observed(Topic.EMAIL, choice, NOON.plusSeconds(second), Map.of()),
        HEARD);
  }

  private static LedgerEntry told(
      RecordRef origin, Choice choice, long from, long to, Voice voice) {
    return new LedgerEntry(
        origin,
        ConsentClaim.stated(Topic.EMAIL, choice, NOON.plusSeconds(from), Map.of()),
        NOON.plusSeconds(to),
        voice);
  }

  private static RecordRef ref(String system, String key) {
    return new RecordRef(new SystemName(system), new RecordKind("customer"), key);
  }
}
