package dev.selvedge.app.simulation;

import static dev.selvedge.app.simulation.Rig.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.connector.SourceRecord;
import dev.selvedge.plan.Delivery;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.sandbox.setting.Settings;
import dev.selvedge.sandbox.traffic.CallEntry;
import dev.selvedge.send.Doubts;
import dev.selvedge.trail.ParkedItem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Imports: handed over once, looked for when their answer was lost, settled item by item, and
/// split until a culprit is alone.
class ImportsTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final String IMPORT = "/contacts/v3/import";

  private static Rig rig(Path folder) {
    return Rig.in(folder)
        .sandbox(config -> config.settings(Settings.unthrottled().withJobDelay(SECOND)))
        .patience(Duration.ofMillis(700))
        .build();
  }

  @Test
  void a_lost_answer_is_looked_for_and_not_repeated_blindly(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.account.faults().add(FaultRule.times(1, "PUT", IMPORT, new Fault.CutAfter()));
      rig.receive(Rig.backfill(0, 200));
      rig.turn(4, SECOND);
      assertThat(rig.imports()).isEqualTo(1);
      rig.settle(Duration.ofMinutes(10));
      assertThat(rig.firstName(Rig.email(199))).isEqualTo("Name 199");
      assertThat(rig.imports()).isEqualTo(2);
      assertThat(rig.said("its answer was lost; it shows in the target")).isPositive();
    }
  }

  @Test
  void a_lost_call_that_never_arrived_goes_again_after_it_was_looked_for(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.receive(Rig.customer(1000, "Ann"));
      rig.settle(Duration.ofMinutes(1));
      rig.account.faults().add(FaultRule.times(1, "PUT", IMPORT, new Fault.CutBefore()));
      rig.receive(Rig.backfill(0, 200));
      rig.turn(30, SECOND);
      rig.settle(Duration.ofMinutes(10));
      assertThat(rig.firstName(Rig.email(199))).isEqualTo("Name 199");
    }
  }

  @Test
  void a_newer_state_waits_until_a_lost_import_can_no_longer_overwrite_it(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.account.faults().add(FaultRule.times(1, "PUT", IMPORT, new Fault.JobLate(60_000)));
      rig.account.faults().add(FaultRule.times(1, "PUT", IMPORT, new Fault.CutAfter()));
      rig.receive(Rig.backfill(0, 200));
      rig.turn(5, SECOND);
      rig.receive(Rig.customer(7, "Newest", NOON.plusSeconds(30)));
      rig.settle(Duration.ofMinutes(15));
      rig.turn(120, SECOND);
      assertThat(rig.firstName(Rig.email(7))).isEqualTo("Newest");
    }
  }

  @Test
  void a_newer_state_that_comes_while_one_is_in_flight_is_sent_after_it(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.account.faults().add(FaultRule.times(1, "PUT", IMPORT, new Fault.JobHeld(4)));
      rig.receive(Rig.backfill(0, 100));
      rig.turn(4, SECOND);
      rig.receive(Rig.customer(5, "Newer", NOON.plusSeconds(10)));
      long before = rig.singles();
      rig.turn(1, SECOND);
      assertThat(rig.singles()).isEqualTo(before);
      rig.settle(Duration.ofMinutes(2));
      assertThat(rig.firstName(Rig.email(5))).isEqualTo("Newer");
    }
  }

  @Test
  void what_changes_back_while_an_answer_is_lost_is_sent_again(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.receive(Rig.backfill(0, 200));
      rig.settle(Duration.ofMinutes(2));
      rig.account.faults().add(FaultRule.times(1, "PUT", IMPORT, new Fault.CutAfter()));
      change(rig, 100, "Other", NOON.plusSeconds(10));
      rig.turn(4, SECOND);
      assertThat(rig.firstName(Rig.email(50))).isEqualTo("Other");
      change(rig, 100, "", NOON.plusSeconds(20));
      rig.settle(Duration.ofMinutes(10));
      assertThat(rig.firstName(Rig.email(50))).isEqualTo("Name 50");
    }
  }

  @Test
  void a_single_write_whose_answer_was_lost_is_sent_again_although_it_changes_back(
      @TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      change(rig, 1, "", NOON);
      rig.settle(Duration.ofMinutes(2));
      rig.account.faults().add(FaultRule.times(1, "PATCH", "/contacts/**", new Fault.CutAfter()));
      change(rig, 1, "Other", NOON.plusSeconds(10));
      rig.turn(1, Duration.ofMillis(1));
      assertThat(rig.firstName(Rig.email(0))).isEqualTo("Other");
      change(rig, 1, "", NOON.plusSeconds(20));
      rig.settle(Duration.ofMinutes(10));
      assertThat(rig.firstName(Rig.email(0))).isEqualTo("Name 0");
    }
  }

  /// @param first the new first name, empty for the one each began with
  private static void change(Rig rig, int count, String first, Instant at) {
    List<SourceRecord> changes = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      changes.add(Rig.customer(i, first.isEmpty() ? "Name " + i : first, at));
    }
    rig.receive(changes);
  }

  @Test
  void no_two_imports_in_flight_hold_the_same_contact(@TempDir Path folder) {
    try (Rig rig =
        Rig.in(folder)
            .sandbox(
                config ->
                    config.settings(Settings.unthrottled().withJobDelay(Duration.ofSeconds(7))))
            .target(to -> to.withBatches(50, 50))
            .build()) {
      for (int round = 0; round < 10; round++) {
        List<SourceRecord> changes = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
          changes.add(Rig.customer(i, "Round " + round, NOON.plusSeconds(round)));
        }
        rig.receive(changes);
        rig.turn(3, SECOND);
      }
      rig.settle(Duration.ofMinutes(5));
      List<Flight> flights = new ArrayList<>();
      for (CallEntry call : rig.account.calls().last()) {
        if (call.path().equals(IMPORT) && call.method().equals("PUT")) {
          flights.add(Flight.of(call));
        }
      }
      assertThat(flights).hasSizeGreaterThan(5);
      for (int i = 0; i < flights.size(); i++) {
        for (int j = i + 1; j < flights.size(); j++) {
          Flight one = flights.get(i);
          Flight other = flights.get(j);
          if (Duration.between(one.at.at(), other.at.at()).abs().toSeconds() < 7) {
            Set<String> both = new HashSet<>(one.addresses);
            both.retainAll(other.addresses);
            assertThat(both).isEmpty();
          }
        }
      }
      assertThat(rig.firstName(Rig.email(119))).isEqualTo("Round 9");
    }
  }

  private record Flight(CallEntry at, Set<String> addresses) {
    static Flight of(CallEntry call) {
      Set<String> addresses = new HashSet<>();
      JsonNode body = new JsonMapper().readTree(call.body());
      body.path("contacts")
          .forEach(one -> addresses.add(one.path("identifiers").path("email").asString("")));
      return new Flight(call, addresses);
    }
  }

  @Test
  void the_watchdogs_culprit_is_found_by_halving_and_the_others_go_through(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.account
          .faults()
          .add(FaultRule.always("PUT", IMPORT, new Fault.Culprit(Rig.email(77), "")));
      rig.receive(Rig.backfill(0, 200));
      rig.settle(Duration.ofMinutes(20));
      assertThat(rig.account.inside().contactCount()).isGreaterThanOrEqualTo(200);
      assertThat(rig.imports()).isLessThan(40);
    }
  }

  @Test
  void when_the_watchdog_stops_everything_halving_ends_and_a_person_is_asked(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.account
          .faults()
          .add(FaultRule.always("PUT", IMPORT, new Fault.JobEnds("RejectedByWatchdog")));
      rig.receive(Rig.backfill(0, 600));
      rig.turn(900, SECOND);
      assertThat(rig.imports()).isLessThan(150);
      assertThat(rig.parked()).isNotEmpty();
      assertThat(rig.parked().getFirst().sentence()).contains("Dotdigital");
    }
  }

  @Test
  void an_item_that_is_written_and_also_listed_as_failed_is_neither_lost_nor_repeated_for_ever(
      @TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.account
          .faults()
          .add(
              FaultRule.times(
                  1,
                  "PUT",
                  IMPORT,
                  new Fault.ItemPartlyFails(Rig.email(3), "consentRecordsNotApplied")));
      rig.receive(Rig.backfill(0, 50));
      rig.turn(60, SECOND);
      assertThat(rig.firstName(Rig.email(3))).isEqualTo("Name 3");
      assertThat(rig.imports()).isLessThanOrEqualTo(2);
    }
  }

  @Test
  void what_was_taken_in_part_is_not_left_as_it_is_when_it_changes_back(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.receive(Rig.backfill(0, 100));
      rig.settle(Duration.ofMinutes(2));
      Fault partly = new Fault.ItemPartlyFails(Rig.email(3), "consentRecordsNotApplied");
      rig.account.faults().add(FaultRule.times(1, "PUT", IMPORT, partly));
      change(rig, 100, "Other", NOON.plusSeconds(10));
      rig.settle(Duration.ofMinutes(2));
      assertThat(rig.parked()).hasSize(1);
      assertThat(rig.firstName(Rig.email(3))).isEqualTo("Other");
      change(rig, 100, "", NOON.plusSeconds(20));
      rig.settle(Duration.ofMinutes(2));
      assertThat(rig.firstName(Rig.email(3))).isEqualTo("Name 3");
      assertThat(rig.parked()).isEmpty();
    }
  }

  @Test
  void a_claim_that_nothing_minds_comes_back_by_itself(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.turn(1, SECOND);
      rig.receive(Rig.customer(1, "Ann"));
      // As when the store did as it was told and its answer was lost.
      List<Delivery> lost = rig.claimAll();
      assertThat(lost).hasSize(1);
      rig.turn(30, SECOND);
      assertThat(rig.waiting()).isEqualTo(1);
      rig.turn(60, SECOND);
      assertThat(rig.firstName(Rig.email(1))).isEqualTo("Ann");
    }
  }

  @Test
  void an_import_that_was_claimed_and_that_nothing_minds_comes_back_by_itself(
      @TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.turn(1, SECOND);
      rig.receive(Rig.backfill(0, 50));
      assertThat(rig.claimForImport()).hasSize(50);
      rig.settle(Duration.ofMinutes(3));
      assertThat(rig.firstName(Rig.email(49))).isEqualTo("Name 49");
    }
  }

  @Test
  void an_unknown_failure_parks_its_item_alone(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.account
          .faults()
          .add(
              FaultRule.always("PUT", IMPORT, new Fault.ItemFails(Rig.email(3), "brandNewReason")));
      rig.receive(Rig.backfill(0, 50));
      rig.settle(Duration.ofMinutes(3));
      assertThat(rig.parked())
          .singleElement()
          .satisfies(item -> assertThat(item.sentence()).contains("brandNewReason"));
      assertThat(rig.account.inside().contactCount()).isGreaterThanOrEqualTo(49);
    }
  }

  @Test
  void an_item_that_the_report_forgets_is_tried_again(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.account
          .faults()
          .add(FaultRule.times(1, "PUT", IMPORT, new Fault.ItemOmitted(Rig.email(3), false)));
      rig.receive(Rig.backfill(0, 50));
      rig.settle(Duration.ofMinutes(3));
      assertThat(rig.firstName(Rig.email(3))).isEqualTo("Name 3");
    }
  }

  @Test
  void an_import_that_never_ends_is_looked_up_and_its_items_go_again(@TempDir Path folder) {
    Doubts soon =
        new Doubts(
            Duration.ofSeconds(5),
            Duration.ofMinutes(1),
            Duration.ofMinutes(1),
            Duration.ofMinutes(2),
            Doubts.Unsure.AT_MOST_ONCE);
    try (Rig rig = Rig.in(folder).rules(rules -> rules.withDoubts(soon)).build()) {
      rig.account.faults().add(FaultRule.times(1, "PUT", IMPORT, new Fault.JobHeld(0)));
      rig.receive(Rig.backfill(0, 50));
      rig.turn(60, SECOND);
      assertThat(rig.waiting()).isPositive();
      rig.settle(Duration.ofMinutes(10));
      assertThat(rig.imports()).isEqualTo(2);
      assertThat(rig.firstName(Rig.email(49))).isEqualTo("Name 49");
    }
  }

  @Test
  void one_malformed_item_does_not_stop_the_import_it_is_in(@TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.account
          .faults()
          .add(
              FaultRule.times(
                  3,
                  "PUT",
                  IMPORT,
                  new Fault.Status(
                      400,
                      false,
                      "{\"errorCode\":\"contacts:badRequest\",\"description\":\"no\"}")));
      rig.receive(Rig.backfill(0, 64));
      rig.settle(Duration.ofMinutes(10));
      assertThat(rig.account.inside().contactCount()).isGreaterThanOrEqualTo(64);
      assertThat(rig.parked()).isEmpty();
    }
  }

  @Test
  void after_a_restart_running_imports_are_asked_after_and_not_sent_again(@TempDir Path folder) {
    Rig rig = rig(folder);
    rig.account.faults().add(FaultRule.times(1, "PUT", IMPORT, new Fault.JobHeld(6)));
    rig.receive(Rig.backfill(0, 100));
    rig.turn(4, SECOND);
    assertThat(rig.imports()).isEqualTo(1);
    try (Rig next = rig.restarted()) {
      next.settle(Duration.ofMinutes(3));
      assertThat(next.imports()).isEqualTo(1);
      assertThat(next.firstName(Rig.email(99))).isEqualTo("Name 99");
    }
  }

  @Test
  void an_address_that_dotdigital_suppresses_everywhere_is_dropped_and_does_not_echo(
      @TempDir Path folder) {
    try (Rig rig = rig(folder)) {
      rig.account
          .faults()
          .add(
              FaultRule.always(
                  "PUT", IMPORT, new Fault.ItemFails(Rig.email(3), "globallySuppressed")));
      rig.receive(Rig.backfill(0, 50));
      rig.settle(Duration.ofMinutes(3));
      long before = rig.account.calls().total();
      rig.turn(200, Duration.ofMinutes(1));
      assertThat(rig.account.calls().total()).isEqualTo(before);
      assertThat(rig.parked()).extracting(ParkedItem::subject).isEmpty();
    }
  }
}
