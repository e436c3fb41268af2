package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.SystemName;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.AddressRef;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.subject.Erasing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P12: an erasure takes nothing of others, however alike their addresses are, and what somebody
/// declines after it is not undone by what they agreed to before that.
class P12OthersAreNotErasedTest {
  private static final SystemName DOTDIGITAL = new SystemName("dotdigital");
  private static final ByHand HAND = new ByHand("otto", "asked");
  private static final String JAN = "jan@example.com";
  private static final String ANN = "ann@example.com";

  @TempDir Path folder;
  private Workbench bench;

  @BeforeEach
  void begin() {
    bench = new Workbench(folder);
  }

  @AfterEach
  void end() {
    bench.close();
  }

  private void erase(String address) {
    new Erasing(
            new Erasing.Parts(
                bench.store,
                List.of(bench.subjects()),
                bench.clock,
                bench.clock::advance,
                Duration.ofMinutes(1)))
        .erase(address, HAND);
  }

  private void said(boolean optIn, Instant at) {
    bench.receive(Workbench.shop("1").email(ANN).consent(optIn, at).stamp(at).upsert());
    bench.settle();
  }

  private String contact() {
    return bench.contacts().getOrDefault(ANN, "none");
  }

  @Test
  void erasing_an_leaves_jan_alone() {
    bench.receive(
        Workbench.shop("1").email("an@example.com").consent(true, NOON).upsert(),
        Workbench.shop("2").email(JAN).first("Jan").consent(true, NOON.minusSeconds(900)).upsert());
    bench.settle();
    RecordRef jan = AddressRef.of(DOTDIGITAL, JAN);
    ConsentClaim declined =
        ConsentClaim.stated(Topic.EMAIL, Choice.OPT_OUT, NOON.minusSeconds(5), Map.of());
    bench.store.change(
        ports -> ports.ledger().append(List.of(LedgerEntry.said(jan, declined, NOON))));
    Map<String, Long> before = bench.store.read(ports -> ports.traces().mentions(List.of(JAN)));
    assertThat(before).containsKeys("person.email", "ledger_entry.origin", "delivery.address");

    erase("an@example.com");

    assertThat(bench.store.<Map<String, Long>>read(p -> p.traces().mentions(List.of(JAN))))
        .isEqualTo(before);
    List<PersonId> persons =
        bench.store.<List<Person>>read(ports -> ports.people().byEmail(List.of(JAN))).stream()
            .map(Person::id)
            .toList();
    assertThat(persons).hasSize(1);
    assertThat(bench.store.<List<LedgerEntry>>read(p -> p.ledger().of(List.of(jan))))
        .extracting(LedgerEntry::claim)
        .contains(declined);
    assertThat(
            bench.store.<List<Delivery>>read(
                p -> p.deliveries().ofPersons(DOTDIGITAL, Facet.CONTACT, persons)))
        .extracting(delivery -> delivery.delivered().address())
        .containsExactly(JAN);
    assertThat(bench.contacts()).containsOnlyKeys(JAN);
  }

  @Test
  void an_opt_in_older_than_an_opt_out_does_not_lift_an_erasure() {
    said(true, NOON.minusSeconds(9000));
    erase(ANN);
    bench.clock.advance(Duration.ofHours(3));
    Instant now = bench.clock.instant();
    said(false, now.minusSeconds(60));
    said(true, now.minusSeconds(3600));
    assertThat(contact()).isEqualTo("none");
    said(true, now.minusSeconds(30));
    assertThat(contact()).as("newer than both").startsWith("subscribed");
  }

  @Test
  void in_one_batch_an_opt_out_counts_wherever_it_comes() {
    said(true, NOON.minusSeconds(9000));
    erase(ANN);
    bench.clock.advance(Duration.ofHours(3));
    Instant now = bench.clock.instant();
    bench.receive(
        Workbench.shop("1").email(ANN).consent(true, now.minusSeconds(3600)).upsert(),
        Workbench.erp("2").email(ANN).consent(false, now.minusSeconds(60)).upsert());
    bench.settle();
    assertThat(contact()).isEqualTo("none");
  }
}
