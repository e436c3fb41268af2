package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Gap;
import dev.selvedge.plan.Facet;
import java.math.BigDecimal;
import java.nio.file.Path;
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
}
