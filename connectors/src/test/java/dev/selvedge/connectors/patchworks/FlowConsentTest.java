package dev.selvedge.connectors.patchworks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Outcome;
import dev.selvedge.RecordKind;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.connector.Connector.Finding;
import dev.selvedge.connector.Connector.Surroundings;
import dev.selvedge.connector.ConsentOffer;
import dev.selvedge.connector.ConsentTarget;
import dev.selvedge.connector.ConsentTarget.Bearing;
import dev.selvedge.connector.ConsentTarget.Decision;
import dev.selvedge.connector.ConsentTarget.Held;
import dev.selvedge.connector.ConsentTarget.Told;
import dev.selvedge.testkit.SettableClock;
import dev.selvedge.testkit.patchworks.PatchworksStandIn;
import dev.selvedge.testkit.patchworks.PatchworksStandIn.Fault;
import dev.selvedge.testkit.patchworks.PatchworksStandIn.Manners;
import dev.selvedge.yaml.Problem;
import dev.selvedge.yaml.Problems;
import dev.selvedge.yaml.YamlNode;
import dev.selvedge.yaml.YamlReader;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Telling a system behind Patchworks: a run a decision, asked after until it is over.
class FlowConsentTest {
  /// The stand-in's answers carry the machine's own time.
  private final Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.SECONDS);

  private static final Instant DECIDED = Instant.parse("2026-11-23T08:00:00Z");
  private static final String KEY = "key-of-the-company";
  private static final SystemName ERP = new SystemName("erp");
  private static final RecordKind CUSTOMER = new RecordKind("customer");

  private final SettableClock clock = new SettableClock(now);
  private final PatchworksStandIn patchworks = new PatchworksStandIn(clock, KEY);
  private final List<ConsentTarget> opened = new ArrayList<>();

  @AfterEach
  void close() {
    opened.forEach(ConsentTarget::close);
    patchworks.close();
  }

  private static ConsentOffer.Plan plan(
      String options, String written, SettableClock clock, Problems problems) {
    return new PatchworksConnector()
        .consent()
        .orElseThrow()
        .plan(
            new ConsentOffer.Request(
                ERP,
                CUSTOMER,
                "EMAIL",
                mapping(options),
                mapping(written),
                new Surroundings(Path.of("."), clock)),
            problems);
  }

  private static YamlNode.Mapping mapping(String yaml) {
    Problems problems = new Problems();
    YamlNode.Mapping mapping = YamlReader.readMapping("test", yaml, problems).orElseThrow();
    assertThat(problems.sorted()).isEmpty();
    return mapping;
  }

  private ConsentTarget open(String more) {
    return open(KEY, more);
  }

  private ConsentTarget open(String key, String more) {
    Problems problems = new Problems();
    ConsentTarget target =
        plan(
                "api: { key: %s, core: '%s', start: '%s' }"
                    .formatted(key, patchworks.address(), patchworks.address()),
                "flow: '77'\n" + more,
                clock,
                problems)
            .open();
    assertThat(problems.sorted()).isEmpty();
    opened.add(target);
    return target;
  }

  private static Decision optOut(String key) {
    return decision(key, false);
  }

  private static Decision decision(String key, boolean optIn) {
    return new Decision(
        new RecordRef(ERP, CUSTOMER, key),
        "ann@example.com",
        optIn,
        DECIDED.plusSeconds(optIn ? 60 : 0),
        Held.NOT_KNOWN);
  }

  private static String word(Told told) {
    return told.outcome().word();
  }

  @Test
  void a_run_is_begun_with_the_decision_and_asked_after_until_it_has_succeeded() {
    patchworks.deploy("77", "Opt-outs to the ERP");
    patchworks.behave(new Manners(false, "flow_run_id", PatchworksStandIn.STARTED));
    ConsentTarget erp = open("");

    Told first = erp.tell(optOut("C-1"));
    assertThat(word(first)).isEqualTo("snooze");
    assertThat(first.mayStand()).isTrue();
    assertThat(patchworks.starts())
        .singleElement()
        .asString()
        .startsWith("77 {\"at\":\"2026-11-23T08:00:00Z\",\"email\":\"ann@example.com\",")
        .contains("\"key\":\"C-1\"", "\"opt_in\":false", "\"reference\":\"selvedge-");

    clock.advance(Duration.ofSeconds(20));
    Told going = erp.tell(optOut("C-1"));
    assertThat(word(going)).isEqualTo("snooze");
    assertThat(going.mayStand()).isFalse();

    patchworks.end(patchworks.lastRun(), PatchworksStandIn.SUCCESS);
    clock.advance(Duration.ofSeconds(20));
    assertThat(word(erp.tell(optOut("C-1")))).isEqualTo("done");
    assertThat(patchworks.starts()).hasSize(1);
  }

  @Test
  void the_runs_number_is_found_whatever_it_is_called_and_also_where_it_is_not_told() {
    patchworks.deploy("77", "Opt-outs");
    ConsentTarget erp = open("");
    int key = 0;
    for (Manners manners :
        List.of(
            new Manners(false, "flow_run_id", PatchworksStandIn.SUCCESS),
            new Manners(true, "id", PatchworksStandIn.SUCCESS),
            new Manners(true, "", PatchworksStandIn.SUCCESS))) {
      patchworks.behave(manners);
      Decision decision = optOut("C-" + key++);
      assertThat(word(erp.tell(decision))).as("%s", manners).isEqualTo("snooze");
      clock.advance(Duration.ofSeconds(20));
      assertThat(word(erp.tell(decision))).as("%s", manners).isEqualTo("done");
    }
    assertThat(patchworks.starts()).hasSize(3);
  }

  @Test
  void a_run_that_did_not_end_well_is_begun_again_or_parked_as_the_flow_bears_it() {
    patchworks.deploy("77", "Opt-outs");
    for (int status :
        List.of(PatchworksStandIn.FAILURE, PatchworksStandIn.STOPPED, PatchworksStandIn.PARTIAL)) {
      patchworks.behave(new Manners(false, "flow_run_id", status));
      for (String again : List.of("start", "look")) {
        ConsentTarget erp = open("again: " + again);
        Decision decision = optOut("C-" + status + again);
        erp.tell(decision);
        clock.advance(Duration.ofSeconds(20));
        Told ended = erp.tell(decision);
        assertThat(word(ended)).isEqualTo(again.equals("start") ? "retry" : "park");
        int before = patchworks.starts().size();
        assertThat(word(erp.tell(decision)))
            .as("tried again, or replayed by a person who looked")
            .isEqualTo(again.equals("start") ? "snooze" : "park");
        assertThat(patchworks.starts()).hasSize(before + (again.equals("start") ? 1 : 0));
      }
    }
  }

  @Test
  void a_start_without_an_answer_is_looked_for_and_not_made_twice() {
    patchworks.deploy("77", "Opt-outs");
    ConsentTarget erp = open("");
    patchworks.next(new Fault.LostAnswer());
    Told lost = erp.tell(optOut("C-1"));
    assertThat(word(lost)).isEqualTo("unknown");
    assertThat(lost.bearing()).isInstanceOf(Bearing.Silent.class);

    assertThat(word(erp.tell(optOut("C-1")))).isEqualTo("done");
    assertThat(patchworks.starts()).hasSize(1);
  }

  @Test
  void a_start_that_never_arrived_is_made_again_once_it_was_looked_for() {
    patchworks.deploy("77", "Opt-outs");
    ConsentTarget erp = open("");
    patchworks.next(new Fault.CutOff());
    assertThat(word(erp.tell(optOut("C-1")))).isEqualTo("unknown");
    clock.advance(Duration.ofSeconds(60));
    assertThat(word(erp.tell(optOut("C-1")))).isEqualTo("snooze");
    assertThat(patchworks.starts()).isEmpty();
    clock.advance(Duration.ofSeconds(61));
    assertThat(word(erp.tell(optOut("C-1")))).isEqualTo("snooze");
    assertThat(patchworks.starts()).hasSize(1);
    clock.advance(Duration.ofSeconds(20));
    assertThat(word(erp.tell(optOut("C-1")))).isEqualTo("done");
  }

  @Test
  void a_run_that_does_not_show_yet_what_it_began_with_may_be_the_one_that_is_looked_for() {
    patchworks.deploy("77", "Opt-outs");
    patchworks.behave(new Manners(false, "", PatchworksStandIn.STARTED));
    patchworks.holdLogs(true);
    for (String again : List.of("start", "look")) {
      ConsentTarget erp = open("again: " + again);
      int before = patchworks.starts().size();
      patchworks.next(again.equals("look") ? new Fault.Status(0, "") : new Fault.LostAnswer());
      erp.tell(optOut("C-" + again));
      if (again.equals("look")) {
        // Nothing of it is remembered; an older run that is over is not waited for.
        erp = open("again: look");
      }
      clock.advance(Duration.ofMinutes(10));
      assertThat(word(erp.tell(optOut("C-" + again)))).as(again).isEqualTo("snooze");
      assertThat(patchworks.starts()).as(again).hasSize(before + 1);
      patchworks.holdLogs(false);
      patchworks.end(patchworks.lastRun(), PatchworksStandIn.SUCCESS);
      clock.advance(Duration.ofSeconds(20));
      erp.tell(optOut("C-" + again));
      patchworks.holdLogs(true);
    }
  }

  @Test
  void a_run_that_ended_without_a_payload_is_looked_at_once_and_not_waited_for() {
    patchworks.deploy("77", "Opt-outs");
    long empty = patchworks.ranByApi("77", PatchworksStandIn.SUCCESS, now.minusSeconds(60));
    ConsentTarget erp = open("look_for: 1m");
    patchworks.next(new Fault.CutOff());
    assertThat(word(erp.tell(optOut("C-1")))).isEqualTo("unknown");
    for (int at = 0; at < 3; at++) {
      clock.advance(Duration.ofSeconds(20));
      assertThat(word(erp.tell(optOut("C-1")))).isEqualTo("snooze");
    }
    assertThat(patchworks.calls())
        .filteredOn(call -> call.contains("/flow-runs/" + empty + "/flow-run-logs"))
        .as("each question is one of those that are paid for")
        .hasSize(1);
    assertThat(patchworks.starts()).hasSize(1);
  }

  @Test
  void a_decision_that_nobody_asks_after_any_more_makes_no_question_longer() {
    patchworks.deploy("77", "Opt-outs");
    ConsentTarget erp = open("give_up: 1h");
    erp.tell(optOut("C-1"));
    clock.advance(Duration.ofDays(2));
    erp.tell(optOut("C-2"));
    clock.advance(Duration.ofSeconds(20));
    assertThat(word(erp.tell(optOut("C-2")))).isEqualTo("done");
    assertThat(patchworks.calls())
        .filteredOn(call -> call.contains("started_after"))
        .isNotEmpty()
        .allSatisfy(
            call ->
                assertThat(call)
                    .contains(
                        now.plus(Duration.ofDays(2))
                            .minusSeconds(300)
                            .toString()
                            .replace(":", "%3A")));
  }

  @Test
  void a_hub_that_was_restarted_looks_before_it_begins_where_that_is_asked_for() {
    patchworks.deploy("77", "Opt-outs");
    open("again: look").tell(optOut("C-1"));
    clock.advance(Duration.ofMinutes(10));

    ConsentTarget restarted = open("again: look");
    assertThat(word(restarted.tell(optOut("C-1")))).isEqualTo("done");
    assertThat(patchworks.starts()).hasSize(1);
    assertThat(word(restarted.tell(optOut("C-2")))).isEqualTo("snooze");
    assertThat(patchworks.starts()).hasSize(2);
  }

  @Test
  void two_decisions_about_one_record_do_not_overtake_each_other() {
    patchworks.deploy("77", "Opt-outs");
    patchworks.behave(new Manners(false, "flow_run_id", PatchworksStandIn.STARTED));
    ConsentTarget erp = open("");
    erp.tell(decision("C-1", true));
    long run = patchworks.lastRun();
    clock.advance(Duration.ofSeconds(20));
    Told waits = erp.tell(optOut("C-1"));
    assertThat(word(waits)).isEqualTo("snooze");
    assertThat(waits.mayStand()).isFalse();
    assertThat(patchworks.starts()).hasSize(1);
    assertThat(word(erp.tell(optOut("C-2")))).isEqualTo("snooze");
    assertThat(patchworks.starts()).as("others do not wait").hasSize(2);

    patchworks.end(run, PatchworksStandIn.FAILURE);
    clock.advance(Duration.ofSeconds(20));
    erp.tell(optOut("C-1"));
    assertThat(patchworks.starts()).hasSize(3);
    assertThat(patchworks.starts().getLast()).contains("\"opt_in\":false");
  }

  @Test
  void a_run_without_end_is_parked_in_the_end() {
    patchworks.deploy("77", "Opt-outs");
    patchworks.behave(new Manners(false, "flow_run_id", PatchworksStandIn.STARTED));
    ConsentTarget erp = open("give_up: 1h");
    erp.tell(optOut("C-1"));
    clock.advance(Duration.ofMinutes(59));
    assertThat(word(erp.tell(optOut("C-1")))).isEqualTo("snooze");
    clock.advance(Duration.ofMinutes(1));
    assertThat(erp.tell(optOut("C-1")).outcome())
        .isInstanceOfSatisfying(
            Outcome.Park.class, park -> assertThat(park.sentence()).contains("60 minutes"));
  }

  @Test
  void what_patchworks_refuses_is_said_of_it_as_a_whole() {
    assertThat(open("").tell(optOut("C-1")).bearing())
        .isInstanceOfSatisfying(
            Bearing.Refusing.class, one -> assertThat(one.cause()).isEqualTo("no-flow"));
    patchworks.withdraw("77");
    Told undeployed = open("").tell(optOut("C-1"));
    assertThat(word(undeployed)).isEqualTo("snooze");
    assertThat(undeployed.bearing())
        .isInstanceOfSatisfying(
            Bearing.Refusing.class, one -> assertThat(one.cause()).isEqualTo("not-deployed"));
    Told stranger = open("another-key", "").tell(optOut("C-1"));
    assertThat(stranger.bearing())
        .isInstanceOfSatisfying(
            Bearing.Refusing.class, one -> assertThat(one.cause()).isEqualTo("credentials"));
    assertThat(stranger.toString()).doesNotContain("another-key");
  }

  @Test
  void a_throttled_company_is_left_alone_for_as_long_as_it_says_or_a_minute() {
    patchworks.deploy("77", "Opt-outs");
    ConsentTarget erp = open("");
    patchworks.next(new Fault.Status(429, "30"));
    assertThat(erp.tell(optOut("C-1")).bearing()).isEqualTo(new Bearing.Busy(now.plusSeconds(30)));
    int calls = patchworks.calls().size();
    assertThat(word(erp.tell(optOut("C-2")))).isEqualTo("snooze");
    assertThat(patchworks.calls()).as("nobody else asks meanwhile").hasSize(calls);
    clock.advance(Duration.ofSeconds(31));
    patchworks.next(new Fault.Status(429, ""));
    assertThat(erp.tell(optOut("C-1")).bearing()).isEqualTo(new Bearing.Busy(now.plusSeconds(91)));
    clock.advance(Duration.ofSeconds(60));
    erp.tell(optOut("C-1"));
    assertThat(patchworks.starts()).hasSize(1);
  }

  @Test
  void trouble_while_a_run_is_asked_after_starts_nothing() {
    patchworks.deploy("77", "Opt-outs");
    ConsentTarget erp = open("");
    erp.tell(optOut("C-1"));
    for (Fault fault :
        List.of(
            new Fault.Status(500, ""),
            new Fault.Status(503, ""),
            new Fault.CutOff(),
            new Fault.HalfJson(),
            new Fault.NotJson())) {
      clock.advance(Duration.ofSeconds(20));
      patchworks.next(fault);
      Told told = erp.tell(optOut("C-1"));
      assertThat(word(told)).as("%s", fault).isEqualTo("snooze");
      assertThat(told.bearing()).as("%s", fault).isInstanceOf(Bearing.Silent.class);
    }
    clock.advance(Duration.ofSeconds(20));
    assertThat(word(erp.tell(optOut("C-1")))).isEqualTo("done");
    assertThat(patchworks.starts()).hasSize(1);
  }

  @Test
  void the_check_up_says_whether_the_flow_is_there() {
    patchworks.deploy("1", "Another");
    assertThat(open("").examine())
        .extracting(Finding::what)
        .containsExactly("consent: there is no flow 77");
    patchworks.deploy("77", "Opt-outs");
    assertThat(open("").examine())
        .extracting(Finding::what)
        .containsExactly("consent: flow 77 'Opt-outs' is there");
    assertThat(open("another-key", "").examine())
        .singleElement()
        .satisfies(finding -> assertThat(finding.healthy()).isFalse());
    assertThat(word(open("").reach())).isEqualTo("done");
    clock.advance(Duration.ofMinutes(10));
    assertThat(open("").examine().getFirst())
        .satisfies(
            finding -> {
              assertThat(finding.healthy()).isFalse();
              assertThat(finding.what()).contains("clock differs from ours by -");
            });
  }

  @Test
  void a_payload_that_lets_the_flow_write_over_what_is_newer_is_faulty() {
    Problems problems = new Problems();
    plan(
        "api: { key: k }",
        "flow: '77'\npayload: '{\"mail\": \"{email}\", \"wanted\": \"{opt_in}\", \"x\": \"{eamil}\"}'",
        clock,
        problems);
    assertThat(problems.sorted())
        .extracting(Problem::message)
        .containsExactlyInAnyOrder(
            "'payload' names '{eamil}'",
            "'payload' does not say when it was decided, so that the flow would write over a newer"
                + " decision",
            "'payload' does not say which decision it is, so that a run whose start was not"
                + " answered cannot be found");
    Problems without = new Problems();
    plan("receive: {}", "flow: '77'", clock, without);
    assertThat(without.sorted())
        .extracting(Problem::message)
        .containsExactly("a flow cannot be started without the API of Patchworks");
  }
}
