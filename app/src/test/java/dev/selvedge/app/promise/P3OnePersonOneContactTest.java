package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.sandbox.fault.Fault;
import dev.selvedge.sandbox.fault.FaultRule;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P3: guest checkouts, registered accounts and ERP records with one e-mail are one person and one
/// Dotdigital contact; never a duplicate, also across an e-mail change.
class P3OnePersonOneContactTest {
  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  @BeforeEach
  void open(@TempDir Path folder) {
    bench = new Workbench(folder);
  }

  @AfterEach
  void close() {
    bench.close();
  }

  @Test
  void a_guest_an_account_and_an_erp_record_with_one_e_mail_are_one_contact() {
    bench.receive(
        Workbench.order("G1").email(" ANN@Example.com ").first("Guest").upsert(),
        Workbench.shop("1")
            .email("ann@example.com")
            .first("Ann")
            .stamp(Workbench.NOON.minusSeconds(60))
            .upsert(),
        Workbench.erp("77").email("Ann@example.COM").with("tier", "\"gold\"").upsert());
    bench.settle();

    assertThat(bench.contacts()).containsOnlyKeys("ann@example.com");
    var fields = bench.contact("ann@example.com").path("dataFields");
    assertThat(fields.path("FIRSTNAME").asString()).isEqualTo("Ann");
    assertThat(fields.path("TIER").asString()).isEqualTo("gold");
    assertThat(fields.path("ORDER_COUNT").asInt()).isEqualTo(1);
  }

  @Test
  void a_changed_e_mail_renames_the_one_contact_and_its_orders_stay() {
    bench.receive(
        Workbench.shop("1").email("ann@example.com").first("Ann").upsert(),
        Workbench.order("A1").email("ann@example.com").with("customer", "\"1\"").upsert());
    bench.settle();
    long before = bench.contact("ann@example.com").path("contactId").asLong();

    bench.receive(Workbench.shop("1").email("ann@new.example").first("Ann").stamp(NOON).upsert());
    bench.settle();

    assertThat(bench.contacts()).containsOnlyKeys("ann@new.example");
    assertThat(bench.contact("ann@new.example").path("contactId").asLong()).isEqualTo(before);
    assertThat(bench.sandbox.inside().records("Orders")).hasSize(1);
  }

  @Test
  void a_changed_e_mail_that_somebody_has_already_leaves_one_mailable_contact() {
    bench.receive(
        Workbench.shop("1").email("ann@example.com").consent(true, NOON.minusSeconds(99)).upsert(),
        Workbench.order("A1").email("ann@example.com").with("customer", "\"1\"").upsert(),
        Workbench.erp("9")
            .email("ann@new.example")
            .with("tier", "\"gold\"")
            .consent(true, NOON.minusSeconds(50))
            .upsert());
    bench.settle();
    assertThat(bench.contacts()).hasSize(2);

    bench.receive(
        Workbench.shop("1")
            .email("ann@new.example")
            .consent(true, NOON.minusSeconds(99))
            .stamp(NOON)
            .upsert());
    bench.settle();

    assertThat(bench.contacts().get("ann@example.com")).startsWith("unsubscribed");
    assertThat(bench.contacts().get("ann@new.example"))
        .startsWith("subscribed")
        .contains("TIER=gold", "ORDER_COUNT=1");
    var record = bench.sandbox.inside().records("Orders").getFirst();
    assertThat(record.path("ownerContactId").asLong())
        .isEqualTo(bench.contact("ann@new.example").path("contactId").asLong());
  }

  /// Ann moves to a new address, the answer to the call that tells so is lost, and she is back.
  private void movesUnansweredAndBack() {
    bench.sandbox.faults().add(FaultRule.times(1, "PATCH", "/contacts/**", new Fault.CutAfter()));
    bench.receive(Workbench.shop("1").email("ann@new.example").first("Ann").stamp(NOON).upsert());
    bench.crank.resolve();
    bench.crank.sendAll(1, () -> {});
    assertThat(bench.contacts()).containsOnlyKeys("ann@new.example");
    Instant later = NOON.plusSeconds(1);
    bench.receive(Workbench.shop("1").email("ann@example.com").first("Ann").stamp(later).upsert());
    bench.settle();
  }

  @Test
  void a_move_whose_answer_was_lost_and_that_is_taken_back_leaves_one_contact() {
    bench.receive(Workbench.shop("1").email("ann@example.com").first("Ann").upsert());
    bench.settle();

    movesUnansweredAndBack();

    assertThat(bench.contacts()).containsOnlyKeys("ann@example.com");
  }

  @Test
  void a_first_write_whose_answer_was_lost_is_not_left_behind_by_a_move() {
    movesUnansweredAndBack();

    assertThat(bench.contacts()).containsOnlyKeys("ann@example.com");
  }

  @Test
  void an_address_handed_back_and_forth_ends_where_the_newest_record_says() {
    bench.receive(Workbench.shop("1").email("a@example.com").first("Ann").upsert());
    bench.settle();
    for (int turn = 1; turn <= 4; turn++) {
      String email = turn % 2 == 0 ? "a@example.com" : "b@example.com";
      bench.receive(
          Workbench.shop("1")
              .email(email)
              .first("Ann")
              .stamp(NOON.plus(Duration.ofMinutes(turn)))
              .upsert());
      bench.settle();
    }

    assertThat(bench.contacts()).containsOnlyKeys("a@example.com");
  }
}
