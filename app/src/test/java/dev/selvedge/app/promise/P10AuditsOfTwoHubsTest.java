package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditSchedule;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.Mirror;
import dev.selvedge.audit.RepairPolicy;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.audit.AuditStep;
import dev.selvedge.work.audit.Auditor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P10 with two hubs on one PostgreSQL: whoever loses the lead in the middle of an audit, or of
/// mending what one found, ends it there and stores nothing more; the other one begins anew.
class P10AuditsOfTwoHubsTest {
  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private BrandPostgres postgres;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench one;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench other;

  private boolean hasLost;

  @BeforeEach
  void open() {
    postgres = new BrandPostgres("two_hubs");
    one = new Workbench(postgres.config());
    other = one.twin();
    for (String name : List.of("ann", "bob", "cy")) {
      one.receive(
          Workbench.shop(name)
              .email(name + "@example.com")
              .first(name)
              .consent(true, NOON)
              .upsert(),
          Workbench.order("1-" + name).email(name + "@example.com").upsert());
    }
    one.settle();
    one.settle();
    one.clock.advance(Duration.ofMinutes(10));
    assertThat(one.store.leads()).isTrue();
    assertThat(other.store.leads()).isFalse();
  }

  @AfterEach
  void close() {
    other.close();
    one.close();
    postgres.close();
  }

  private static AuditStep step(Auditor.Parts parts) {
    return new AuditStep(
        new AuditSchedule(
            Optional.of(Timetable.every(Duration.ofDays(1))),
            AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP),
            new RepairPolicy(true, 100),
            Duration.ofDays(400)),
        parts);
  }

  /// The first time that the first hub makes this call something happens before it is answered.
  private AuditStep interrupted(String call, Runnable event) {
    Auditor.Parts parts = one.auditing();
    Mirror mirror =
        (Mirror)
            Proxy.newProxyInstance(
                Mirror.class.getClassLoader(),
                new Class<?>[] {Mirror.class},
                (proxy, method, arguments) -> {
                  if (method.getName().equals(call) && !hasLost) {
                    hasLost = true;
                    event.run();
                  }
                  try {
                    return method.invoke(parts.mirror(), arguments);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return step(
        new Auditor.Parts(
            parts.store(),
            parts.rules(),
            mirror,
            parts.gate(),
            parts.mapper(),
            parts.sources(),
            parts.clock(),
            parts.ids(),
            parts.pause()));
  }

  private void leadGoesOver() {
    postgres.breakLeader();
    one.clock.advance(Duration.ofSeconds(2));
    assertThat(other.store.leads()).isTrue();
  }

  private List<Audit> audits() {
    return other.store.read(ports -> ports.audits().newest(10, 0));
  }

  private List<Audits.Found> found(Audit audit) {
    return other.store.read(
        ports -> ports.audits().differences(audit.id(), Audits.Choice.ALL, 0, 100));
  }

  private void harm() {
    one.writeAsStranger("bob@example.com", "FIRSTNAME", "Rob");
    one.sandbox.act("unsubscribe", "ann@example.com");
    new Harm.Scene(one, folder).deleteOrder("cy@example.com", "1-cy");
    one.clock.advance(Duration.ofMinutes(5));
  }

  @Test
  void who_loses_the_lead_in_an_audit_ends_it_and_the_other_one_makes_a_new_one() {
    harm();
    AuditStep second = step(other.auditing());
    AuditStep first =
        interrupted(
            "entries",
            () -> {
              leadGoesOver();
              second.get();
            });

    assertThatThrownBy(first::get).hasMessageContaining("another process leads");

    List<Audit> audits = audits();
    assertThat(audits)
        .extracting(Audit::state)
        .containsExactly(Audit.State.DONE, Audit.State.BROKEN_OFF);
    assertThat(audits.getLast().why()).isEqualTo("the hub was stopped, or another one leads since");
    assertThat(found(audits.getFirst()))
        .as("mended once, by the hub that leads")
        .filteredOn(one -> !one.mended().isEmpty())
        .hasSize(3);
    assertThat(found(audits.getLast()))
        .as("what it had found by then stands, and nobody mended it")
        .isNotEmpty()
        .allMatch(one -> one.mended().isEmpty());
    // nor does either of them begin another before its time
    second.get();
    assertThat(audits()).hasSize(2);
    other.settle();
    other.settle();
    assertThat(new Harm.Scene(other, folder).told(new Harm.Scene(other, folder).sweep())).isEmpty();
  }

  @Test
  void what_the_other_one_ended_stays_ended_when_the_lead_comes_back() {
    harm();
    AuditStep first =
        interrupted(
            "entries",
            () -> {
              leadGoesOver();
              step(other.auditing()).get();
              postgres.breakLeader();
              one.clock.advance(Duration.ofSeconds(2));
              // its own connection broke, too, and it is the first to ask
              one.store.change(ports -> ports.audits().running());
              assertThat(one.store.leads()).isTrue();
            });

    first.get();

    assertThat(audits())
        .extracting(Audit::state)
        .containsExactly(Audit.State.DONE, Audit.State.BROKEN_OFF);
    assertThat(audits().getLast().why())
        .isEqualTo("the hub was stopped, or another one leads since");
  }

  @Test
  void who_loses_the_lead_while_it_mends_leaves_the_rest_to_the_other_one() {
    one.sandbox.act("unsubscribe", "ann@example.com");
    one.clock.advance(Duration.ofMinutes(5));
    AuditStep first = interrupted("contact", this::leadGoesOver);

    assertThatThrownBy(first::get).hasMessageContaining("another process leads");

    Audit audit = audits().getFirst();
    assertThat(audit.state()).isEqualTo(Audit.State.DONE);
    assertThat(found(audit)).as("nothing was stored").allMatch(one -> one.mended().isEmpty());
    assertThat(other.store.read(ports -> ports.inbox().backlog()).longValue()).isZero();

    AuditStep second = step(other.auditing());
    other.clock.advance(Duration.ofDays(1));
    second.get();
    assertThat(found(audits().getFirst()))
        .filteredOn(one -> !one.mended().isEmpty())
        .singleElement()
        .satisfies(one -> assertThat(one.mended()).isEqualTo("adopt by the schedule"));
    assertThat(other.store.read(ports -> ports.inbox().backlog()).longValue()).isEqualTo(1);
  }
}
