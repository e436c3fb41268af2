package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.automation.Action;
import dev.selvedge.automation.FactKind;
import dev.selvedge.automation.Given;
import dev.selvedge.automation.Rule;
import dev.selvedge.automation.Rule.Purpose;
import dev.selvedge.automation.Scene;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.FieldType;
import dev.selvedge.mapping.Topic;
import dev.selvedge.mapping.Value;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.message.Sent;
import dev.selvedge.sandbox.setting.Limits;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.send.Doubts.Unsure;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// P6 of what is no program: a mail goes once or not at all; what may be repeated leaves one trace.
class P6WhatAutomationsDoIsDoneOnceTest {
  private static final String ADA = "ada@example.com";
  private static final String BOB = "bob@example.com";
  private static final String BATCH = "/v2/email/triggered-campaign/batch";
  private static final int ON_ITS_WAY = 32;
  private static final Rule MAIL = rule("parcel-mail", mail(), Purpose.TRANSACTIONAL);
  private static final Rule OFFER = rule("parcel-offer", mail(), Purpose.MARKETING);
  private static final Rule EVENT =
      rule(
          "parcel-event",
          new Action.Event("parcel-left", Map.of("order", new Given.Taken("order.key"))),
          Purpose.TRANSACTIONAL);
  private static final Rule STAGE =
      rule(
          "parcel-stage",
          new Action.Field("STAGE", FieldType.STRING, new Given.Taken("parcel.key")),
          Purpose.TRANSACTIONAL);
  private static final Rule KEPT =
      rule(
          "parcel-record",
          new Action.Insight(
              "Parcels",
              new Given.Taken(Scene.FACT_ID),
              Map.of("total", new Given.Taken("order.total"))),
          Purpose.TRANSACTIONAL);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set by each test
  private Workbench bench;

  private static Action mail() {
    return new Action.Campaign(
        ON_ITS_WAY,
        Map.of(
            "NAME", new Given.Taken("person.first_name"),
            "ORDER", new Given.Taken("order.key"),
            "TOTAL", new Given.Taken("order.total_shown"),
            "HELLO", new Given.Fixed(new Value.Text("Hi"))));
  }

  private static Rule rule(String name, Action action, Purpose purpose) {
    return new Rule(name, FactKind.SHIPPED, action, Duration.ofHours(2), purpose);
  }

  private void open(Fittings fittings) {
    bench = new Workbench(folder, fittings);
    bench.sandbox.act("unsubscribe", "demo@apiconnector.com");
    bench.receive(
        Workbench.shop("1").email(ADA).first("Ada").consent(true, before(9000)).upsert(),
        Workbench.shop("2").email(BOB).consent(true, before(9000)).upsert());
    bench.settle();
  }

  private void open(Rule... rules) {
    open(Fittings.STANDARD.with(rules));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static Instant before(long seconds) {
    return NOON.minusSeconds(seconds);
  }

  private void ships(String order, String email, String parcel) {
    bench.receive(
        Workbench.order(order)
            .email(email)
            .with("parcels", "[{\"id\":\"%s\",\"at\":\"%s\"}]".formatted(parcel, before(600)))
            .stamp(before(500))
            .upsert());
  }

  private List<Sent> sent() {
    return bench.sandbox.inside().sent();
  }

  private List<String> trail() {
    return bench.store.read(ports -> ports.trail().latest(2000)).stream()
        .map(TrailEntry::sentence)
        .toList();
  }

  private void turn(int times, Duration each) {
    bench.crank.sendAll(times, () -> bench.clock.advance(each));
  }

  @Test
  void a_mail_goes_once_with_what_is_known_in_that_moment() {
    open(MAIL);
    for (int i = 0; i < 3; i++) {
      ships("A1", ADA, "P1");
      bench.settle();
    }

    assertThat(sent()).hasSize(1);
    Sent mail = sent().getFirst();
    assertThat(mail.kind()).isEqualTo("triggered");
    assertThat(mail.to()).containsExactly(ADA);
    assertThat(mail.values())
        .isEqualTo(Map.of("NAME", "Ada", "ORDER", "A1", "TOTAL", "10.00", "HELLO", "Hi"));
  }

  @Test
  void a_mail_whose_answer_was_lost_is_never_sent_again_whether_it_went_or_not() {
    open(MAIL);
    bench.sandbox.faults().add(FaultRule.times(1, "POST", BATCH, new Fault.CutAfter()));
    ships("A1", ADA, "P1");
    bench.crank.resolve();
    turn(40, Duration.ofSeconds(30));
    bench.sandbox.faults().add(FaultRule.times(1, "POST", BATCH, new Fault.CutBefore()));
    ships("B1", BOB, "P1");
    bench.crank.resolve();
    turn(40, Duration.ofSeconds(30));

    assertThat(sent()).hasSize(1);
    assertThat(Objects.requireNonNull(bench.sandbox.calls().counts().get("POST " + BATCH)).calls())
        .isEqualTo(2);
    assertThat(trail())
        .filteredOn(said -> said.contains("nothing in Dotdigital shows whether the mail went"))
        .hasSize(2)
        .allMatch(said -> said.contains("at most once"));
  }

  @Test
  void a_project_may_rather_have_it_twice_than_not_at_all() {
    open(Fittings.STANDARD.with(MAIL).with(Unsure.AT_LEAST_ONCE));
    bench.sandbox.faults().add(FaultRule.times(1, "POST", BATCH, new Fault.CutAfter()));

    ships("A1", ADA, "P1");
    bench.crank.resolve();
    turn(40, Duration.ofSeconds(30));

    assertThat(sent()).hasSize(2);
  }

  @Test
  void marketing_respects_what_the_account_knows_and_the_ledger_does_not() {
    open(OFFER);
    bench.sandbox.act("unsubscribe", BOB);
    ships("A1", ADA, "P1");
    ships("B1", BOB, "P1");
    bench.settle();

    assertThat(sent()).hasSize(1);
    assertThat(sent().getFirst().kind()).isEqualTo("marketing");
    assertThat(sent().getFirst().to()).containsExactly(ADA);
    assertThat(trail())
        .anySatisfy(
            said -> assertThat(said).contains("the contact has unsubscribed in Dotdigital"));
  }

  @Test
  void a_campaign_that_is_not_there_parks_its_mails_with_its_number() {
    open(rule("wrong", new Action.Campaign(999, Map.of()), Purpose.TRANSACTIONAL), EVENT);
    ships("A1", ADA, "P1");
    bench.settle();

    assertThat(sent()).isEmpty();
    assertThat(bench.sandbox.inside().events()).hasSize(1);
    List<ParkedItem> parked = bench.store.read(ports -> ports.parked().newest(10));
    assertThat(parked)
        .singleElement()
        .satisfies(it -> assertThat(it.sentence()).contains("There is no campaign 999"));
  }

  @Test
  void what_can_be_repeated_is_and_leaves_one_trace() {
    open(EVENT, STAGE, KEPT);
    bench.sandbox.faults().add(FaultRule.times(1, "POST", "/events/**", new Fault.CutAfter()));
    bench
        .sandbox
        .faults()
        .add(
            FaultRule.times(
                1, "PUT", "/insightData/v3/contacts/*/*/Parcels/*", new Fault.CutAfter()));
    ships("A1", ADA, "P1");
    bench.crank.resolve();
    turn(60, Duration.ofSeconds(30));

    assertThat(bench.sandbox.inside().events()).hasSize(2);
    assertThat(bench.sandbox.inside().recordCount("parcel-left")).isEqualTo(1);
    assertThat(bench.sandbox.inside().recordCount("Parcels")).isEqualTo(1);
    JsonNode parcel = bench.sandbox.inside().records("Parcels").getFirst();
    assertThat(parcel.path("json").path("total").decimalValue()).isEqualByComparingTo("10");
    assertThat(field(ADA, "STAGE")).isEqualTo("P1");
  }

  private String field(String email, String name) {
    return bench.contact(email).path("dataFields").path(name).asString("");
  }

  @Test
  void what_the_person_becomes_later_does_not_undo_the_field() {
    open(STAGE);
    ships("A1", ADA, "P1");
    bench.settle();
    bench.receive(
        Workbench.shop("1")
            .email(ADA)
            .first("Countess")
            .consent(true, before(9000))
            .stamp(NOON)
            .upsert());
    bench.settle();

    assertThat(field(ADA, "FIRSTNAME")).isEqualTo("Countess");
    assertThat(field(ADA, "STAGE")).isEqualTo("P1");
  }

  @Test
  void of_two_values_for_a_field_the_one_that_came_later_stays() {
    open(STAGE);
    bench.receive(
        Workbench.order("A2")
            .email(ADA)
            .with("parcels", "[{\"id\":\"P2\",\"at\":\"%s\"}]".formatted(before(60)))
            .stamp(before(50))
            .upsert());
    bench.settle();
    ships("A1", ADA, "P1");
    bench.settle();

    assertThat(field(ADA, "STAGE")).isEqualTo("P2");
    assertThat(trail())
        .anySatisfy(
            said -> assertThat(said).contains("what happened later has been written into STAGE"));
  }

  @Test
  void it_counts_when_it_happened_not_when_its_record_last_changed() {
    open(STAGE);
    ships("A1", ADA, "P1");
    bench.settle();
    assertThat(field(ADA, "STAGE")).isEqualTo("P1");

    // What left earlier is told by a record that changed later, and the other way round.
    bench.receive(
        Workbench.order("A2")
            .email(ADA)
            .with("parcels", "[{\"id\":\"P0\",\"at\":\"%s\"}]".formatted(before(1200)))
            .stamp(before(5))
            .upsert());
    bench.settle();
    assertThat(field(ADA, "STAGE")).isEqualTo("P1");

    bench.receive(
        Workbench.order("A3")
            .email(ADA)
            .with("parcels", "[{\"id\":\"P2\",\"at\":\"%s\"}]".formatted(before(60)))
            .stamp(before(550))
            .upsert());
    bench.settle();
    assertThat(field(ADA, "STAGE")).isEqualTo("P2");
  }

  @Test
  void to_a_suppressed_address_no_mail_goes_not_even_of_a_purchase() {
    open(MAIL);
    bench.store.change(
        ports ->
            ports
                .ledger()
                .append(
                    List.of(
                        LedgerEntry.said(
                            AddressRef.of(new SystemName("dotdigital"), ADA),
                            ConsentClaim.stated(
                                Topic.EMAIL, Choice.SUPPRESSED, before(60), Map.of()),
                            bench.clock.instant()))));
    ships("A1", ADA, "P1");
    bench.settle();

    assertThat(sent()).isEmpty();
    assertThat(trail())
        .anySatisfy(said -> assertThat(said).contains("their address is suppressed"));
  }

  @Test
  void calls_to_programs_that_are_used_up_hold_up_no_mail() {
    Settings account =
        Settings.unthrottled().withLimits(Limits.unthrottled().withEnrolmentCalls(1));
    open(
        Fittings.STANDARD
            .with(account)
            .with(
                MAIL,
                rule("parcel-program", new Action.Enrol(12), Purpose.TRANSACTIONAL),
                rule("parcel-other", new Action.Enrol(17), Purpose.TRANSACTIONAL)));
    for (int i = 1; i < 30; i++) {
      ships("A" + i, i % 2 == 0 ? ADA : BOB, "P" + i);
    }
    bench.crank.resolve();
    turn(20, Duration.ofSeconds(10));

    assertThat(sent()).hasSize(29);
  }
}
