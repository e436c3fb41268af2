package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.SystemName;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.contact.ContactKey;
import dev.selvedge.dotdigital.contact.ContactWrite;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.contact.EmailStatus.Resubscription;
import dev.selvedge.dotdigital.contact.MergeOption;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.dotdigital.field.ContactField;
import dev.selvedge.dotdigital.field.NewField;
import dev.selvedge.person.identity.Link;
import dev.selvedge.plan.Deliveries;
import dev.selvedge.plan.Facet;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.trail.ByHand;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.work.Stewardship;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// P4: whatever else is wrong, that somebody declined gets through; and whoever declined is not
/// brought back by a write that was about something else.
class P4NothingHoldsBackAnOptOutTest {
  private static final String ANN = "ann@example.com";
  private static final String SINGLE = "/contacts/v3/**";
  private static final String IMPORT = "/contacts/v3/import";

  @TempDir private Path folder;

  private static Workbench.Said ann() {
    return Workbench.erp("9").email(ANN).with("tier", "\"gold\"");
  }

  private static SourceRecord agreed() {
    return ann().consent(true, NOON.minusSeconds(9000)).upsert();
  }

  private static SourceRecord declined() {
    return ann().consent(false, NOON.minusSeconds(100)).stamp(NOON).upsert();
  }

  private static String status(Workbench bench, String email) {
    return bench.contacts().getOrDefault(email, "none");
  }

  private static List<ParkedItem> parked(Workbench bench) {
    return bench.store.read(ports -> ports.parked().newest(10));
  }

  private static void pass(Workbench bench, Duration time) {
    bench.clock.advance(time);
    bench.settle();
    bench.settle();
  }

  @Test
  void what_is_refused_as_one_of_an_import_goes_by_itself() {
    try (Workbench bench = new Workbench(folder)) {
      // There by somebody else's doing: of a first sync, nothing is urgent.
      bench
          .account
          .contacts()
          .write(
              ContactWrite.stating(
                      new ContactKey.Email("p7@example.com"),
                      new EmailStatus.Subscribed(new Resubscription.WithNoChallenge()))
                  .build(),
              MergeOption.OVERWRITE);
      assertThat(status(bench, "p7@example.com")).startsWith("subscribed");
      bench
          .sandbox
          .faults()
          .add(
              FaultRule.always(
                  "PUT", IMPORT, new Fault.ItemFails("p7@example.com", "somethingNew")));

      bench.receive(everybody(false, NOON.minusSeconds(100)));
      bench.settle();
      bench.settle();

      assertThat(bench.contacts().values()).allMatch(line -> line.startsWith("unsubscribed"));
      assertThat(parked(bench)).isEmpty();
    }
  }

  @Test
  void what_a_first_sync_brings_of_a_contact_that_is_there_is_urgent() {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(agreed());
      bench.settle();

      bench.receive(ann().consent(false, NOON.minusSeconds(100)).stamp(NOON).backfill().upsert());
      bench.crank.resolve();

      assertThat(lanes(bench)).containsExactly(Lane.URGENT);
    }
  }

  @Test
  void so_is_what_two_records_come_to_that_turn_out_to_be_one_persons() {
    try (Workbench bench = new Workbench(folder)) {
      SourceRecord other =
          Workbench.shop("1")
              .email("bo@example.com")
              .consent(false, NOON.minusSeconds(50))
              .upsert();
      bench.receive(agreed(), other);
      bench.settle();
      assertThat(status(bench, ANN)).startsWith("subscribed");

      new Stewardship(bench.store, bench.clock)
          .decide(other.ref(), new Link.TogetherWith(agreed().ref()), new ByHand("ed", "the same"));
      bench.crank.resolve();

      assertThat(lanes(bench)).contains(Lane.URGENT);
      bench.settle();
      assertThat(status(bench, ANN)).startsWith("unsubscribed");
    }
  }

  private static List<Lane> lanes(Workbench bench) {
    return bench.store.read(
        ports ->
            ports.deliveries().outstanding(new SystemName("dotdigital")).stream()
                .filter(waiting -> waiting.facet() == Facet.CONTACT)
                .map(Deliveries.Outstanding::lane)
                .toList());
  }

  private static SourceRecord[] everybody(boolean optIn, java.time.Instant at) {
    return IntStream.range(0, 60)
        .mapToObj(i -> Workbench.shop("c" + i).email("p" + i + "@example.com"))
        .map(said -> said.consent(optIn, at).stamp(at).backfill().upsert())
        .toArray(SourceRecord[]::new);
  }

  @Test
  void what_is_not_taken_at_all_is_tried_every_hour_and_seen() {
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(agreed());
      bench.settle();
      String refusal = "{\"errorCode\":\"contacts:somethingNew\",\"description\":\"no\"}";
      bench
          .sandbox
          .faults()
          .add(FaultRule.always("PATCH", SINGLE, new Fault.Status(400, true, refusal)));
      bench.receive(declined());
      bench.settle();
      assertThat(parked(bench))
          .singleElement()
          .satisfies(
              item -> {
                assertThat(item.cause()).isEqualTo("dotdigital.opt-out-undelivered");
                assertThat(item.sentence()).contains("tried again every hour");
              });

      pass(bench, Duration.ofMinutes(61));
      assertThat(parked(bench)).singleElement().matches(item -> item.times() == 2);

      bench.sandbox.faults().clear();
      pass(bench, Duration.ofMinutes(61));
      assertThat(status(bench, ANN)).startsWith("unsubscribed");
      assertThat(parked(bench)).isEmpty();
    }
  }

  @Test
  void fields_that_do_not_suit_after_a_restart_hold_back_everything_else() {
    try (Workbench before = new Workbench(folder)) {
      before.receive(agreed());
      before.settle();
      assertThat(status(before, ANN)).startsWith("subscribed");
      before.account.fields().delete("TIER");
      before
          .account
          .fields()
          .create(new NewField("TIER", ContactField.Type.NUMERIC, ContactField.Visibility.PRIVATE));
      Workbench bench = before.restarted(folder);

      bench.receive(declined(), Workbench.shop("2").email("bo@example.com").upsert());
      bench.settle();
      assertThat(status(bench, ANN)).startsWith("unsubscribed");
      assertThat(status(bench, "bo@example.com")).isEqualTo("none");

      bench.account.fields().delete("TIER");
      bench
          .account
          .fields()
          .create(new NewField("TIER", ContactField.Type.STRING, ContactField.Visibility.PRIVATE));
      pass(bench, Duration.ofMinutes(6));
      assertThat(status(bench, "bo@example.com")).startsWith("unsubscribed");
      assertThat(status(bench, ANN)).startsWith("unsubscribed").contains("gold");
      bench.crank.close();
      bench.store.close();
      bench.account.close();
    }
  }

  /// Without asking, so that it shows at once who is brought back.
  private static Workbench.Fittings atOnce() {
    return Workbench.Fittings.STANDARD.with(
        new TargetSettings.Consent(new Resubscription.WithNoChallenge(), false));
  }

  @Test
  void who_left_a_moment_ago_is_not_brought_back_by_a_new_name() {
    try (Workbench bench = new Workbench(folder, atOnce())) {
      bench.receive(agreed());
      bench.settle();
      bench.sandbox.act("unsubscribe", ANN);

      bench.receive(ann().first("Ann").consent(true, NOON.minusSeconds(9000)).stamp(NOON).upsert());
      bench.settle();

      assertThat(status(bench, ANN)).startsWith("unsubscribed").contains("Ann");
    }
  }

  @Test
  void nor_by_an_import() {
    try (Workbench bench = new Workbench(folder, atOnce())) {
      bench.receive(everybody(true, NOON.minusSeconds(9000)));
      bench.settle();
      bench.sandbox.act("unsubscribe", "p7@example.com");

      bench.receive(
          IntStream.range(0, 60)
              .mapToObj(i -> Workbench.shop("c" + i).email("p" + i + "@example.com").first("New"))
              .map(said -> said.consent(true, NOON.minusSeconds(9000)).stamp(NOON).backfill())
              .map(Workbench.Said::upsert)
              .toArray(SourceRecord[]::new));
      bench.settle();

      assertThat(status(bench, "p8@example.com")).startsWith("subscribed").contains("New");
      assertThat(status(bench, "p7@example.com")).doesNotStartWith("subscribed").contains("New");
    }
  }

  @Test
  void who_waits_for_an_address_and_declines_is_mailed_no_more_where_they_stand() {
    String taken = "p8@example.com";
    try (Workbench bench = new Workbench(folder)) {
      bench.receive(everybody(true, NOON.minusSeconds(9000)));
      bench.receive(agreed());
      bench.settle();
      bench.sandbox.faults().add(FaultRule.always("PUT", IMPORT, new Fault.JobHeld(200)));
      bench.receive(named(everybody(true, NOON.minusSeconds(9000)).length));
      bench.settle();
      bench.sandbox.faults().clear();

      bench.receive(
          Workbench.shop("c8")
              .email("p8@other.example")
              .consent(true, NOON.minusSeconds(9000))
              .stamp(NOON.plusSeconds(9))
              .upsert(),
          Workbench.erp("9")
              .email(taken)
              .consent(false, NOON.minusSeconds(100))
              .stamp(NOON.plusSeconds(9))
              .upsert());
      bench.settle();

      assertThat(status(bench, ANN)).startsWith("unsubscribed");
      assertThat(status(bench, taken)).startsWith("subscribed");

      for (int step = 0; step < 40; step++) {
        pass(bench, Duration.ofMinutes(5));
      }
      assertThat(status(bench, taken)).startsWith("unsubscribed");
      assertThat(status(bench, "p8@other.example")).startsWith("subscribed");
      assertThat(status(bench, ANN)).isEqualTo("none");
    }
  }

  /// All of them get a new name, by an import.
  private static SourceRecord[] named(int people) {
    return IntStream.range(0, people)
        .mapToObj(i -> Workbench.shop("c" + i).email("p" + i + "@example.com").first("New"))
        .map(said -> said.consent(true, NOON.minusSeconds(9000)).stamp(NOON).backfill())
        .map(Workbench.Said::upsert)
        .toArray(SourceRecord[]::new);
  }

  @Test
  void who_declines_while_an_import_that_does_not_end_writes_them_waits_two_hours_at_most() {
    try (Workbench bench = new Workbench(folder)) {
      bench
          .sandbox
          .faults()
          .add(FaultRule.always("PUT", IMPORT, new Fault.JobHeld(Integer.MAX_VALUE)));
      bench.receive(everybody(true, NOON.minusSeconds(9000)));
      bench.settle();

      bench.receive(
          Workbench.shop("c7")
              .email("p7@example.com")
              .consent(false, NOON.minusSeconds(100))
              .stamp(NOON)
              .upsert());
      bench.settle();
      assertThat(status(bench, "p7@example.com")).doesNotStartWith("unsubscribed");
      Instant from = bench.clock.instant();

      for (int step = 0; step < 26; step++) {
        pass(bench, Duration.ofMinutes(5));
        if (status(bench, "p7@example.com").startsWith("unsubscribed")) {
          break;
        }
      }

      assertThat(status(bench, "p7@example.com")).startsWith("unsubscribed");
      assertThat(Duration.between(from, bench.clock.instant())).isLessThan(Duration.ofMinutes(130));
    }
  }

  @Test
  void a_contact_that_is_gone_is_made_again() {
    try (Workbench bench = new Workbench(folder, atOnce())) {
      bench.receive(agreed());
      bench.settle();
      bench.sandbox.act("delete", ANN);

      bench.receive(ann().first("Ann").consent(true, NOON.minusSeconds(9000)).stamp(NOON).upsert());
      bench.settle();

      assertThat(status(bench, ANN)).startsWith("subscribed").contains("Ann");
    }
  }

  @Test
  void who_opts_in_anew_is_said_to() {
    try (Workbench bench = new Workbench(folder, atOnce())) {
      bench.receive(agreed());
      bench.settle();
      bench.receive(declined());
      bench.settle();
      assertThat(status(bench, ANN)).startsWith("unsubscribed");

      bench.receive(ann().consent(true, NOON).stamp(NOON.plusSeconds(1)).upsert());
      bench.settle();

      assertThat(status(bench, ANN)).startsWith("subscribed");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void who_left_a_moment_ago_is_not_brought_back_by_the_second_try_of_a_new_name(int answer) {
    try (Workbench bench = new Workbench(folder, atOnce())) {
      bench.receive(agreed());
      bench.settle();
      bench.sandbox.act("unsubscribe", ANN);
      bench
          .sandbox
          .faults()
          .add(FaultRule.times(1, "PATCH", SINGLE, new Fault.Status(answer, true, "{}")));

      bench.receive(ann().first("Ann").consent(true, NOON.minusSeconds(9000)).stamp(NOON).upsert());
      bench.settle();
      pass(bench, Duration.ofMinutes(5));

      assertThat(status(bench, ANN)).startsWith("unsubscribed").contains("Ann");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {500, 503, 429})
  void nor_is_anybody_brought_back_by_the_second_try_of_an_import(int answer) {
    try (Workbench bench = new Workbench(folder, atOnce())) {
      bench.receive(everybody(true, NOON.minusSeconds(9000)));
      bench.settle();
      bench.sandbox.act("unsubscribe", "p7@example.com");
      bench
          .sandbox
          .faults()
          .add(
              FaultRule.times(
                  1, "PUT", "/contacts/v3/import", new Fault.Status(answer, true, "{}")));

      bench.receive(
          IntStream.range(0, 60)
              .mapToObj(i -> Workbench.shop("c" + i).email("p" + i + "@example.com").first("New"))
              .map(said -> said.consent(true, NOON.minusSeconds(9000)).stamp(NOON).backfill())
              .map(Workbench.Said::upsert)
              .toArray(SourceRecord[]::new));
      bench.settle();
      pass(bench, Duration.ofMinutes(5));
      pass(bench, Duration.ofMinutes(5));

      assertThat(status(bench, "p7@example.com")).doesNotStartWith("subscribed").contains("New");
    }
  }

  /// A crash while a routine write is under way, found by the next run.
  @Test
  void nor_by_what_a_run_that_died_left_claimed() {
    try (Workbench before = new Workbench(folder, atOnce())) {
      before.receive(agreed());
      before.settle();
      before.sandbox.act("unsubscribe", ANN);
      before.receive(
          ann().first("Ann").consent(true, NOON.minusSeconds(9000)).stamp(NOON).upsert());
      before.crank.resolve();
      before.store.change(
          ports ->
              ports
                  .deliveries()
                  .due(new SystemName("dotdigital"), before.clock.instant(), 9)
                  .forEach(
                      due ->
                          ports
                              .deliveries()
                              .claim(
                                  new Deliveries.Claim(
                                      new SystemName("dotdigital"),
                                      due.queue(),
                                      5,
                                      "run-dead",
                                      before.clock.instant()))));
      Workbench bench = before.afterCrash(folder);
      pass(bench, Duration.ofMinutes(5));
      String status = status(bench, ANN);
      bench.crank.close();
      bench.store.close();
      bench.account.close();
      assertThat(status).startsWith("unsubscribed");
    }
  }
}
