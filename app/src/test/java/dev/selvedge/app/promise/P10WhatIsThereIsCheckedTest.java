package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Remedy;
import dev.selvedge.audit.RepairPolicy;
import dev.selvedge.plan.Facet;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.Mending;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P10: what is there is checked, not assumed. An account is damaged in one way at a time, and an
/// audit names it.
class P10WhatIsThereIsCheckedTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Workbench bench;

  @BeforeEach
  void openHub() {
    bench = new Workbench(folder);
    bench.receive(
        Workbench.shop("1").email("ann@example.com").first("Ann").consent(true, NOON).upsert(),
        Workbench.shop("2").email("bob@example.com").first("Bob").consent(false, NOON).upsert(),
        Workbench.order("1001").email("ann@example.com").with("total", "19.90").upsert(),
        Workbench.order("#1002").email("bob@example.com").with("total", "5.00").upsert());
    bench.settle();
    bench.settle();
  }

  @AfterEach
  void closeHub() {
    bench.close();
  }

  private Audit sweep() {
    return bench.audit(AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP));
  }

  private static AuditResult.Part part(Audit audit, Facet facet) {
    return audit.result().parts().stream()
        .filter(one -> one.facet() == facet)
        .findFirst()
        .orElseThrow();
  }

  @Test
  void an_account_that_is_as_it_should_be_is_found_so() {
    Audit audit = sweep();

    assertThat(audit.state()).isEqualTo(Audit.State.DONE);
    // an account comes with a contact of the vendor's own
    assertThat(bench.found(audit))
        .containsExactly("CONTACT UNKNOWN: (no such person) / is mailed (not the hub's)");
    assertThat(audit.result().differing()).isZero();
    assertThat(part(audit, Facet.CONTACT).here()).isEqualTo(2);
    assertThat(part(audit, Facet.ORDER))
        .isEqualTo(new AuditResult.Part(Facet.ORDER, "orders", 2, 2, 2, 0, 0, Map.of()));
    assertThat(audit.result().days())
        .singleElement()
        .matches(AuditResult.Day::isEven)
        .extracting(AuditResult.Day::valueThere)
        .isEqualTo(new BigDecimal("24.90"));
    assertThat(audit.result().statements())
        .contains(
            "All 2 orders that Dotdigital holds were read back: none differs from what it should be.");
  }

  @Test
  void a_field_that_somebody_edited_there_is_found() {
    bench.writeAsStranger("ann@example.com", "FIRSTNAME", "Anna");

    Audit audit = sweep();

    assertThat(bench.found(audit))
        .contains("CONTACT FIELD FIRSTNAME: Ann / Anna (changed in the target afterwards)");
    assertThat(part(audit, Facet.CONTACT).differing()).isEqualTo(1);
  }

  @Test
  void a_contact_that_was_deleted_there_is_found_with_its_orders() {
    bench.sandbox.act("delete", "ann@example.com");

    Audit audit = sweep();

    assertThat(bench.found(audit))
        .contains(
            "CONTACT MISSING: ann@example.com / (no such contact) (changed in the target afterwards)");
    assertThat(List.copyOf(audit.result().groups())).anyMatch(it -> it.kind() == Gap.Kind.MISSING);
  }

  @Test
  void whoever_may_be_mailed_there_and_should_not_is_told_first() {
    bench.sandbox.act("resubscribe", "bob@example.com");

    Audit audit = sweep();

    assertThat(audit.result().wronglyMailed()).isEqualTo(1);
    assertThat(audit.result().statements())
        .first()
        .isEqualTo("Dotdigital may mail 1 person who must not be mailed.");
    assertThat(bench.found(audit))
        .contains(
            "CONTACT WRONGLY_MAILED: is not to be mailed / is mailed (changed in the target"
                + " afterwards)");
  }

  @Test
  void what_was_mended_is_found_even_by_the_next_audit() {
    bench.writeAsStranger("ann@example.com", "FIRSTNAME", "Anna");
    bench.sandbox.act("resubscribe", "bob@example.com");
    Audit audit = sweep();
    assertThat(audit.result().differing()).isEqualTo(2);

    Mending.Tally tally = mend(audit, 10);
    bench.settle();

    assertThat(tally.done()).isEqualTo(Map.of(Remedy.SEND_AGAIN, 2));
    assertThat(sweep().result().differing()).isZero();
    assertThat(bench.contact("ann@example.com").path("dataFields").path("FIRSTNAME").asString())
        .isEqualTo("Ann");
  }

  @Test
  void a_deleted_contact_and_its_orders_come_back() {
    bench.sandbox.act("delete", "ann@example.com");
    Audit audit = sweep();

    mend(audit, 10);
    bench.settle();
    bench.settle();

    Audit again = sweep();
    assertThat(bench.found(again)).hasSize(1);
    assertThat(again.result().differing()).isZero();
  }

  @Test
  void an_opt_out_that_no_feed_told_of_is_adopted_and_not_overwritten() {
    bench.sandbox.act("unsubscribe", "ann@example.com");
    Audit audit = sweep();
    assertThat(bench.found(audit))
        .contains(
            "CONTACT WRONGLY_SILENT: is to be mailed / is not mailed: unsubscribed (changed in the"
                + " target afterwards)");

    bench.clock.advance(Duration.ofMinutes(5));
    assertThat(mend(audit, 10).done()).isEqualTo(Map.of(Remedy.ADOPT, 1));
    bench.settle();

    assertThat(sweep().result().differing()).isZero();
    assertThat(bench.contacts().get("ann@example.com")).startsWith("unsubscribed");
  }

  @Test
  void where_too_much_would_change_nothing_is_mended() {
    bench.writeAsStranger("ann@example.com", "FIRSTNAME", "Anna");
    bench.writeAsStranger("bob@example.com", "FIRSTNAME", "Rob");
    Audit audit = sweep();

    Mending.Tally tally = new Mending(bench.auditing()).byItself(audit, new RepairPolicy(true, 1));
    bench.settle();

    assertThat(tally.refused())
        .startsWith("Nothing was mended: 2 things would change, and at most 1 may.");
    assertThat(sweep().result().differing()).isEqualTo(2);
  }

  @Test
  void what_is_left_alone_is_not_told_again_until_it_changes() {
    bench.writeAsStranger("ann@example.com", "FIRSTNAME", "Anna");
    Audit audit = sweep();
    long number =
        bench
            .store
            .read(ports -> ports.audits().differences(audit.id(), Audits.Choice.OPEN, 0, 10))
            .stream()
            .filter(one -> one.difference().gap().kind() == Gap.Kind.FIELD)
            .findFirst()
            .orElseThrow()
            .number();

    assertThat(
            new Mending(bench.auditing()).ignore(audit.id(), number, new ByHand("ada", "her wish")))
        .isTrue();

    assertThat(sweep().result().differing()).isZero();
    bench.writeAsStranger("ann@example.com", "FIRSTNAME", "Annie");
    assertThat(sweep().result().differing()).isEqualTo(1);
  }

  @Test
  void a_sample_says_what_it_shows_and_stays_within_its_calls() {
    Audit audit = bench.audit(AuditOrder.STANDARD.on(AuditOrder.Basis.SAMPLE).withCalls(20));

    assertThat(audit.state()).isEqualTo(Audit.State.DONE);
    assertThat(audit.result().calls()).isLessThanOrEqualTo(20);
    assertThat(audit.result().statements())
        .contains("All 2 contacts were looked at: none differs.");
  }

  @Test
  void an_audit_that_may_not_make_enough_calls_is_broken_off_and_says_so() {
    Audit audit = bench.audit(AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP).withCalls(1));

    assertThat(audit.state()).isEqualTo(Audit.State.BROKEN_OFF);
    assertThat(audit.why()).isEqualTo("the 1 calls that this audit may make are used up");
  }

  private Mending.Tally mend(Audit audit, int atMost) {
    return new Mending(bench.auditing())
        .mend(audit.id(), Audits.Choice.OPEN, atMost, new ByHand("ada", ""));
  }
}
