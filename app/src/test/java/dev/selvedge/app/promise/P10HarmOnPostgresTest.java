package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.RepairPolicy;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.Mending;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/// P10 on PostgreSQL: harm, audit, mending, and a second audit that finds nothing.
class P10HarmOnPostgresTest {
  private static final String AFTERWARDS = "(changed in the target afterwards: send again)";

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private BrandPostgres postgres;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Harm.Scene scene;

  @BeforeEach
  void open() {
    postgres = new BrandPostgres("harmed");
    bench = new Workbench(postgres.config());
    scene = new Harm.Scene(bench, folder);
    for (String name : new String[] {"ann", "bob", "cy", "dan", "eve", "flo"}) {
      bench.receive(
          Workbench.shop(name)
              .email(name + "@example.com")
              .first(name)
              .consent(!name.equals("bob"), NOON)
              .upsert(),
          Workbench.order("1-" + name)
              .email(name + "@example.com")
              .with("total", "19.90")
              .upsert());
    }
    bench.settle();
    bench.settle();
    bench.clock.advance(Duration.ofMinutes(10));
  }

  @AfterEach
  void close() {
    bench.close();
    postgres.close();
  }

  private void harm() {
    bench.sandbox.act("delete", "ann@example.com");
    bench.sandbox.act("resubscribe", "bob@example.com");
    bench.writeAsStranger("cy@example.com", "FIRSTNAME", "Cyrus");
    scene.deleteOrder("dan@example.com", "1-dan");
    bench.sandbox.act("unsubscribe", "eve@example.com");
    ObjectNode order = scene.order("1-flo");
    order.put("order_total", 9.90);
    scene.putOrder("flo@example.com", scene.key("1-flo"), order);
    scene.edit(
        "delete from delivery where facet = 'CONTACT' and address = 'ann@example.com'",
        "update delivery set state = 'PARKED' where facet = 'CONTACT'"
            + " and address = 'cy@example.com'");
    bench.clock.advance(Duration.ofMinutes(5));
  }

  @Test
  void it_is_named_and_mended_and_the_second_audit_is_clean() {
    harm();

    Audit audit = scene.sweep();

    assertThat(audit.state()).as(audit.why()).isEqualTo(Audit.State.DONE);
    assertThat(scene.told(audit))
        .containsExactlyInAnyOrder(
            "CONTACT MISSING: ann@example.com / (no such contact) (mapped differently: send again)",
            "CONTACT WRONGLY_MAILED: is not to be mailed / is mailed " + AFTERWARDS,
            "CONTACT FIELD FIRSTNAME: cy / Cyrus (delivery failed: send again)",
            "ORDER MISSING: 19.90 GBP / (no such record) " + AFTERWARDS,
            "CONTACT WRONGLY_SILENT: is to be mailed / is not mailed: unsubscribed"
                + " (changed in the target afterwards: adopt)",
            "ORDER FIELD order_total: 19.90 / 9.9 " + AFTERWARDS);
    new Mending(bench.auditing()).mend(audit.id(), Audits.Choice.OPEN, 100, new ByHand("ada", ""));
    bench.settle();
    bench.settle();
    assertThat(scene.told(scene.sweep())).isEmpty();
    assertThat(
            bench
                .contact("eve@example.com")
                .path("channelProperties")
                .path("email")
                .path("status")
                .asString())
        .as("who left is never asked back")
        .isEqualTo("unsubscribed");
  }

  @Test
  void a_sample_names_as_much() {
    harm();

    Audit audit = bench.audit(AuditOrder.STANDARD.on(AuditOrder.Basis.SAMPLE));

    assertThat(scene.told(audit))
        .contains(
            "CONTACT WRONGLY_MAILED: is not to be mailed / is mailed " + AFTERWARDS,
            "ORDER FIELD order_total: 19.90 / 9.9 " + AFTERWARDS);
  }

  @Test
  void where_too_much_would_change_nothing_is_mended_by_itself() {
    harm();
    Audit audit = scene.sweep();

    Mending.Tally tally = new Mending(bench.auditing()).byItself(audit, new RepairPolicy(true, 5));
    bench.settle();

    assertThat(tally.all()).isZero();
    assertThat(tally.refused())
        .startsWith("Nothing was mended: 6 things would change, and at most 5 may.");
    assertThat(scene.told(scene.sweep())).hasSize(6);
  }
}
