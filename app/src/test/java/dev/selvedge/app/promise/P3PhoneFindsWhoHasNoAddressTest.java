package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.RecordRef;
import dev.selvedge.app.promise.Workbench.Fittings;
import dev.selvedge.app.promise.Workbench.Said;
import dev.selvedge.mapping.Contribution;
import dev.selvedge.mapping.PhoneRules;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.person.identity.Belonging;
import dev.selvedge.person.identity.Belonging.Reason;
import dev.selvedge.person.identity.Identification;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.subject.Erased;
import dev.selvedge.work.subject.Erasing;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P3 for records without an e-mail address, where the project finds people by a phone number, too:
/// it says whose they are while one person alone has it, and never puts two addresses together.
class P3PhoneFindsWhoHasNoAddressTest {
  private static final String ANN = "ann@example.com";
  private static final String BOB = "bob@example.com";
  private static final String NUMBER = "+442079460018";

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = new Workbench(folder, Fittings.STANDARD.with(new PhoneRules("phone", "GB")));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private static Said at(Said said, String phone) {
    return said.with("phone", '"' + phone + '"');
  }

  private static Said ann() {
    return at(Workbench.shop("1").email(ANN).first("Ann"), "020 7946 0018")
        .consent(true, NOON.minusSeconds(99));
  }

  private static Said bob() {
    return at(Workbench.erp("2").email(BOB).first("Bob"), NUMBER)
        .consent(true, NOON.minusSeconds(99));
  }

  /// Bought at the till, with a number and no address.
  private static Said till() {
    return at(Workbench.order("T1"), "020 7946-0018");
  }

  private Belonging why(String ref) {
    RecordRef record = RecordRef.parse(ref);
    return bench.store.read(
        ports -> {
          List<Contribution> said =
              ports.contributions().find(List.of(record)).stream()
                  .map(StoredContribution::contribution)
                  .toList();
          return java.util.Objects.requireNonNull(
              Identification.explain(said, ports.contributions(), ports.links()).get(record));
        });
  }

  private List<String> trail(String ref) {
    return bench.store.read(
        ports -> ports.trail().ofSource(ref, 10).stream().map(entry -> entry.sentence()).toList());
  }

  @Test
  void an_order_with_the_number_alone_is_theirs_whichever_comes_first() {
    bench.receive(till().upsert());
    bench.settle();
    assertThat(bench.sandbox.inside().records("Orders")).isEmpty();
    assertThat(trail("shop/order/T1"))
        .containsExactly(
            "received; nobody's: it has no e-mail address, and nobody has its phone number");

    bench.receive(ann().upsert());
    bench.settle();

    assertThat(bench.contacts()).containsOnlyKeys(ANN);
    assertThat(bench.contacts().get(ANN)).contains("ORDER_COUNT=1");
    assertThat(bench.sandbox.inside().records("Orders")).hasSize(1);
    assertThat(why("shop/order/T1")).isEqualTo(new Belonging(ANN, new Reason.SamePhone(NUMBER)));
    assertThat(trail("shop/order/T1")).contains("joined the person who has its phone number");
  }

  @Test
  void what_two_people_have_finds_neither_until_one_of_them_has_it_alone() {
    bench.receive(ann().upsert(), till().upsert());
    bench.settle();
    assertThat(bench.contacts().get(ANN)).contains("ORDER_COUNT=1");

    bench.receive(bob().upsert());
    bench.settle();

    assertThat(bench.contacts()).containsOnlyKeys(ANN, BOB);
    assertThat(bench.contacts().get(ANN)).contains("ORDER_COUNT=0");
    assertThat(bench.contacts().get(BOB)).contains("ORDER_COUNT=0");
    assertThat(bench.sandbox.inside().records("Orders")).isEmpty();
    assertThat(why("shop/order/T1"))
        .isEqualTo(new Belonging("", new Reason.PhoneOfSeveral(NUMBER, 2)));
    assertThat(trail("shop/order/T1"))
        .contains("nobody's: it has no e-mail address, and 2 people have its phone number");

    bench.receive(Workbench.shop("1").email(ANN).first("Ann").stamp(NOON).upsert());
    bench.settle();

    assertThat(bench.contacts().get(ANN)).contains("ORDER_COUNT=0");
    assertThat(bench.contacts().get(BOB)).contains("ORDER_COUNT=1");
    assertThat(bench.sandbox.inside().records("Orders")).hasSize(1);
  }

  @Test
  void it_is_nobodys_again_when_the_person_goes() {
    bench.receive(ann().upsert(), till().upsert());
    bench.settle();

    bench.receive(Workbench.shop("1").stamp(NOON).delete());
    bench.settle();

    assertThat(why("shop/order/T1")).isEqualTo(new Belonging("", new Reason.NoAddress()));
    assertThat(bench.sandbox.inside().records("Orders")).isEmpty();
    assertThat(bench.contacts().get(ANN)).startsWith("unsubscribed");
  }

  @Test
  void it_goes_along_to_a_changed_address() {
    bench.receive(ann().upsert(), till().upsert());
    bench.settle();

    bench.receive(
        at(Workbench.shop("1").email(BOB).first("Ann"), NUMBER)
            .consent(true, NOON.minusSeconds(99))
            .stamp(NOON)
            .upsert());
    bench.settle();

    assertThat(bench.contacts()).containsOnlyKeys(BOB);
    assertThat(bench.contacts().get(BOB)).contains("ORDER_COUNT=1");
  }

  @Test
  void an_opt_out_without_an_address_counts_for_who_has_the_number() {
    bench.receive(ann().upsert());
    bench.settle();
    assertThat(bench.contacts().get(ANN)).startsWith("subscribed");

    bench.receive(at(Workbench.erp("9"), NUMBER).consent(false, NOON).upsert());
    bench.settle();

    assertThat(bench.contacts().get(ANN)).startsWith("unsubscribed");
  }

  @Test
  void with_the_person_what_is_found_by_the_number_is_forgotten_and_stays_so() {
    bench.receive(ann().upsert(), till().upsert());
    bench.settle();

    Erased erased =
        new Erasing(
                new Erasing.Parts(
                    bench.store,
                    List.of(bench.subjects()),
                    bench.clock,
                    bench.clock::advance,
                    Duration.ofMinutes(1)))
            .erase(ANN, new ByHand("dpo", "she asked"));
    assertThat(erased).isInstanceOf(Erased.Done.class);
    bench.receive(till().stamp(NOON).upsert(), at(Workbench.order("T2"), NUMBER).upsert());
    bench.settle();

    RecordRef first = RecordRef.parse("shop/order/T1");
    RecordRef second = RecordRef.parse("shop/order/T2");
    List<StoredContribution> kept =
        bench.store.read(ports -> ports.contributions().find(List.of(first, second)));
    assertThat(kept).isEmpty();

    // the number is somebody else's by now
    bench.receive(bob().upsert());
    bench.settle();
    bench.receive(at(Workbench.order("T3"), NUMBER).upsert());
    bench.settle();
    assertThat(bench.contacts().get(BOB)).contains("ORDER_COUNT=1");
  }

  @Test
  void where_the_project_does_not_say_so_a_number_finds_nobody(@TempDir Path other) {
    try (Workbench plain = new Workbench(other)) {
      plain.receive(ann().upsert(), till().upsert());
      plain.settle();

      assertThat(plain.contacts().get(ANN)).contains("ORDER_COUNT=0");
      long parked = plain.store.read(ports -> ports.parked().count());
      assertThat(parked).isEqualTo(1);
    }
  }
}
