package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.SystemName;
import dev.selvedge.app.page.PersonPage;
import dev.selvedge.app.page.PersonPages;
import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.app.promise.Workbench.Said;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.dotdigital.contact.EmailStatus;
import dev.selvedge.dotdigital.delivery.setting.TargetSettings;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import dev.selvedge.testkit.Await;
import dev.selvedge.trail.TrailEntry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// P4: what proves an opt-in is kept with its contact once, whatever happens on the way; what is
/// not whole stays here, and the trail says so.
class P4ProofsOfConsentAreKeptOnceTest {
  private static final String ANN = "ann@example.com";
  private static final Instant AGREED = NOON.minusSeconds(9000);
  private static final String PATCH = "/contacts/**";
  private static final String IMPORT = "/contacts/v3/import";

  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void open() {
    bench = new Workbench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static Said proven(String key, String email) {
    return Workbench.shop(key)
        .email(email)
        .consent(true, AGREED)
        .evidence("Yes, write to me", "https://shop.example.com/join", "203.0.113.7", "Firefox");
  }

  private List<String> kept(String email) {
    JsonNode records = bench.contact(email).path("consentRecords");
    return IntStream.range(0, records.size())
        .mapToObj(i -> records.path(i).path("text").asString(""))
        .toList();
  }

  private List<String> trail() {
    return bench.store.read(ports -> ports.trail().latest(5000)).stream()
        .map(TrailEntry::sentence)
        .toList();
  }

  private long proofs(Delivery.State state) {
    return bench
        .store
        .read(
            ports ->
                ports.deliveries().following(new SystemName("dotdigital"), Facet.PROOF, "", 5000))
        .stream()
        .filter(row -> row.state() == state)
        .count();
  }

  private void turn(int times, Duration each) {
    bench.crank.sendAll(times, () -> bench.clock.advance(each));
  }

  /// Long enough for anything lost to be looked up.
  private void wait(int hours) {
    turn(hours * 12, Duration.ofMinutes(5));
  }

  @Test
  void a_proof_follows_its_contact_and_changes_nothing_else() {
    bench.receive(proven("1", ANN).upsert());
    bench.settle();

    JsonNode record = bench.contact(ANN).path("consentRecords").path(0);
    assertThat(kept(ANN)).containsExactly("Yes, write to me");
    assertThat(record.path("url").asString()).isEqualTo("https://shop.example.com/join");
    assertThat(record.path("ipAddress").asString()).isEqualTo("203.0.113.7");
    assertThat(record.path("userAgent").asString()).isEqualTo("Firefox");
    assertThat(Instant.parse(record.path("dateTimeConsented").asString())).isEqualTo(AGREED);
    assertThat(bench.contacts().get(ANN)).startsWith("subscribed");
    assertThat(trail())
        .anySatisfy(
            said -> assertThat(said).isEqualTo("proof of consent written to Dotdigital by itself"));
  }

  @Test
  void the_persons_page_says_of_every_line_what_became_of_its_proof() {
    bench.receive(
        proven("1", ANN).upsert(),
        Workbench.erp("9").email(ANN).consent(true, AGREED.minusSeconds(60)).upsert());
    bench.crank.resolve();
    assertThat(proofWords())
        .containsExactly(
            "proof for Dotdigital waits for the contact",
            "proof not sent to Dotdigital: it demands the text that was agreed to, the page's URL,"
                + " an IP address and a user agent, which erp does not give");
    bench.settle();

    assertThat(proofWords().getFirst()).startsWith("proof sent to Dotdigital on 1 Nov 2026, 12:0");
  }

  private List<String> proofWords() {
    PersonId person =
        bench.store.read(ports -> ports.people().byEmail(List.of(ANN))).getFirst().id();
    return new PersonPages(
            bench.store, bench.replays.rules(), Map.of(new SystemName("dotdigital"), "Dotdigital"))
        .page(person).orElseThrow().consents().getFirst().decisions().stream()
            .map(PersonPage.DecisionLine::proof)
            .filter(words -> !words.isEmpty())
            .toList();
  }

  @Test
  void it_is_sent_once_however_often_it_is_told() {
    for (int i = 0; i < 6; i++) {
      bench.receive(proven("1", ANN).first("Ann " + i).stamp(NOON.plusSeconds(i)).upsert());
      bench.settle();
    }

    assertThat(kept(ANN)).hasSize(1);
  }

  @Test
  void a_second_opt_in_is_a_proof_of_its_own_and_an_opt_out_is_none() {
    bench.receive(proven("1", ANN).upsert());
    bench.settle();
    bench.receive(proven("1", ANN).consent(false, NOON.minusSeconds(60)).stamp(NOON).upsert());
    bench.settle();
    bench.receive(
        proven("1", ANN).consent(true, NOON.minusSeconds(30)).stamp(NOON.plusSeconds(9)).upsert());
    bench.settle();

    assertThat(kept(ANN)).hasSize(2);
  }

  @Test
  void what_lacks_something_stays_here_and_the_trail_says_why_once() {
    Said said =
        Workbench.shop("1")
            .email(ANN)
            .consent(true, AGREED)
            .with("opt_in_text", "\"Yes\"")
            .with("opt_in_url", "\"https://shop.example.com/join\"");
    bench.receive(said.upsert());
    bench.settle();
    bench.receive(said.first("Ann").stamp(NOON).upsert());
    bench.settle();

    assertThat(kept(ANN)).isEmpty();
    assertThat(trail().stream().filter(one -> one.startsWith("consent of")))
        .containsExactly(
            "consent of 1 Nov 2026 kept in the ledger, not sent to Dotdigital: it demands an IP"
                + " address and a user agent, which shop does not give");
  }

  @Test
  void what_is_wrong_is_found_before_it_is_sent() {
    bench.receive(
        proven("1", ANN).evidence("Yes", "shop.example.com", "203.0.113", "Firefox").upsert());
    bench.settle();

    assertThat(kept(ANN)).isEmpty();
    assertThat(proofs(Delivery.State.DUE)).isZero();
    assertThat(trail())
        .contains(
            "consent of 1 Nov 2026 kept in the ledger, not sent to Dotdigital: the page's URL is no"
                + " web address and the IP address is none, as shop gives it, and it takes no"
                + " other");
  }

  @Test
  void an_answer_that_is_cut_after_the_write_is_looked_up_and_not_repeated() {
    bench.receive(Workbench.shop("1").email(ANN).upsert());
    bench.settle();
    bench.sandbox.faults().add(FaultRule.times(2, "PATCH", PATCH, new Fault.CutAfter()));
    bench.receive(proven("1", ANN).stamp(NOON).upsert());
    bench.settle();
    assertThat(kept(ANN)).as("the write itself").hasSize(1);
    wait(1);

    assertThat(kept(ANN)).hasSize(1);
    assertThat(proofs(Delivery.State.SETTLED)).isEqualTo(1);
  }

  @Test
  void an_answer_that_is_cut_before_the_write_is_looked_up_and_made_up_for() {
    bench.receive(Workbench.shop("1").email(ANN).upsert());
    bench.settle();
    bench.sandbox.faults().add(FaultRule.times(2, "PATCH", PATCH, new Fault.CutBefore()));
    bench.receive(proven("1", ANN).stamp(NOON).upsert());
    bench.settle();
    wait(1);

    assertThat(kept(ANN)).hasSize(1);
  }

  @Test
  void a_crash_between_the_write_and_its_settling_is_looked_up() {
    bench.receive(Workbench.shop("1").email(ANN).consent(true, AGREED.minusSeconds(1)).upsert());
    bench.settle();
    bench.receive(proven("1", ANN).stamp(NOON).upsert());
    bench.sandbox.faults().add(FaultRule.times(1, "PATCH", PATCH, new Fault.Held(2_000)));
    bench.crank.resolve();
    Workbench dying = bench;
    Thread sending = Thread.ofVirtual().start(() -> sendUntilStopped(dying));
    Await.until("the call has arrived", Duration.ofSeconds(30), () -> kept(ANN).size() == 1);

    bench = dying.afterCrash(folder);
    sending.interrupt();
    wait(1);

    assertThat(kept(ANN)).hasSize(1);
    assertThat(proofs(Delivery.State.SETTLED)).isEqualTo(1);
  }

  private static void sendUntilStopped(Workbench dying) {
    try {
      dying.crank.sendAll(200, () -> {});
    } catch (RuntimeException e) {
      // Its store is gone, as its process would be.
    }
  }

  @Test
  void who_becomes_one_with_somebody_else_takes_a_sent_proof_along_without_sending_it_again() {
    bench.receive(proven("1", ANN).upsert(), Workbench.erp("9").email("a@example.com").upsert());
    bench.settle();
    bench.receive(proven("1", "a@example.com").stamp(NOON).upsert());
    bench.settle();
    wait(1);

    assertThat(proofs(Delivery.State.SETTLED)).isEqualTo(1);
    assertThat(kept(ANN).size() + kept("a@example.com").size()).isEqualTo(1);
  }

  @Test
  void a_lost_proof_of_somebody_who_became_another_is_looked_up_where_it_may_be() {
    bench.receive(
        Workbench.shop("1").email(ANN).upsert(),
        Workbench.erp("9").email("a@example.com").upsert());
    bench.settle();
    bench.receive(proven("1", ANN).stamp(NOON).upsert());
    bench.sandbox.faults().add(FaultRule.times(2, "PATCH", PATCH, new Fault.CutAfter()));
    bench.settle();
    assertThat(kept(ANN)).hasSize(1);
    bench.receive(proven("1", "a@example.com").stamp(NOON.plusSeconds(5)).upsert());
    bench.settle();
    wait(1);

    assertThat(proofs(Delivery.State.SETTLED)).isEqualTo(1);
    assertThat(allKept()).isEqualTo(1);
  }

  private int allKept() {
    int[] all = new int[1];
    bench.sandbox.inside().eachContact(contact -> all[0] += contact.path("consentRecords").size());
    return all[0];
  }

  private SourceRecord[] backfill(int count) {
    return IntStream.range(0, count)
        .mapToObj(i -> proven("c" + i, "p" + i + "@example.com").backfill().upsert())
        .toArray(SourceRecord[]::new);
  }

  @Test
  void a_thousand_proofs_cost_few_calls() {
    bench.receive(backfill(1000));
    bench.settle();
    turn(20, Duration.ofSeconds(5));

    assertThat(allKept()).isEqualTo(1000);
    assertThat(proofs(Delivery.State.SETTLED)).isEqualTo(1000);
    assertThat(
            bench.sandbox.calls().last().stream()
                .filter(call -> !call.method().equals("GET"))
                .filter(call -> call.path().startsWith("/contacts")))
        .hasSizeLessThan(8);
  }

  @Test
  void an_import_whose_answer_was_lost_leaves_every_proof_there_once() {
    bench.receive(
        IntStream.range(0, 30)
            .mapToObj(i -> Workbench.shop("c" + i).email("p" + i + "@example.com"))
            .map(said -> said.backfill().upsert())
            .toArray(SourceRecord[]::new));
    bench.settle();
    bench.sandbox.faults().add(FaultRule.times(2, "PUT", IMPORT, new Fault.CutAfter()));
    bench.receive(
        IntStream.range(0, 30)
            .mapToObj(i -> proven("c" + i, "p" + i + "@example.com").stamp(NOON))
            .map(said -> said.backfill().upsert())
            .toArray(SourceRecord[]::new));
    bench.settle();
    turn(20, Duration.ofSeconds(10));
    assertThat(allKept()).as("the import itself").isEqualTo(30);
    wait(4);

    assertThat(allKept()).isEqualTo(30);
    assertThat(proofs(Delivery.State.SETTLED)).isEqualTo(30);
  }

  @Test
  void a_project_that_sends_none_sends_none() {
    bench.close();
    bench =
        new Workbench(
            folder.resolve("none"),
            Fittings.STANDARD.with(
                new TargetSettings.Consent(new EmailStatus.Resubscription.WithChallenge(), false)));
    bench.receive(proven("1", ANN).upsert());
    bench.settle();

    assertThat(kept(ANN)).isEmpty();
    assertThat(bench.contacts().get(ANN)).startsWith("subscribed");
  }
}
