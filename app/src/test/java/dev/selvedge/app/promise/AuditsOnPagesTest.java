package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.audit.AuditPage;
import dev.selvedge.app.audit.AuditsPage;
import dev.selvedge.app.audit.StoreAuditDesk;
import dev.selvedge.app.parked.Veil;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.AuditSchedule;
import dev.selvedge.audit.Audits.Choice;
import dev.selvedge.audit.Difference;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.audit.RepairPolicy;
import dev.selvedge.plan.Facet;
import dev.selvedge.plan.Subject;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.AuditStep;
import dev.selvedge.work.audit.AuditStep.Asking;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Pages ask for audits and mend what they found: one at a time, by the process that leads, and
/// never more than was shown.
class AuditsOnPagesTest {
  private static final ByHand OTTO = new ByHand("otto", "");

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  @SuppressWarnings("NullAway.Init") // set before each test
  private AuditStep step;

  @SuppressWarnings("NullAway.Init") // set before each test
  private StoreAuditDesk desk;

  private final AtomicInteger woken = new AtomicInteger();

  @BeforeEach
  void open() {
    bench = new Workbench(folder);
    bench.receive(
        Workbench.shop("1").email("ann@example.com").first("Ann").consent(true, NOON).upsert(),
        Workbench.shop("2").email("bob@example.com").first("Bob").consent(true, NOON).upsert());
    bench.settle();
    bench.settle();
    step = step();
    desk = new StoreAuditDesk(bench.auditing(), step, woken::incrementAndGet, 1);
  }

  @AfterEach
  void close() {
    desk.close();
    bench.close();
  }

  /// Never by the timetable; what it finds then would be mended by itself.
  private AuditStep step() {
    return new AuditStep(
        new AuditSchedule(
            Optional.empty(),
            AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP),
            new RepairPolicy(true, 100),
            Duration.ofDays(400)),
        bench.auditing());
  }

  private Audit asked() {
    step.get();
    assertThat(desk.ask("otto")).isEqualTo(Asking.TAKEN);
    step.get();
    return desk.last().orElseThrow();
  }

  @Test
  void who_asks_is_told_no_before_the_loop_has_turned_and_once_while_one_waits() {
    assertThat(desk.ask("otto")).isEqualTo(Asking.NOT_HERE);
    step.get();
    assertThat(desk.ask("otto")).isEqualTo(Asking.TAKEN);
    assertThat(desk.ask("vera")).isEqualTo(Asking.RUNS_ALREADY);
    assertThat(woken).hasValue(1);
    assertThat(desk.list(1).asked()).isEqualTo("otto (dashboard)");
    assertThat(desk.list(1).isRunning()).isTrue();

    step.get();
    AuditsPage page = desk.list(1);
    assertThat(page.asked()).isEmpty();
    assertThat(page.isRunning()).isFalse();
    assertThat(page.audits())
        .singleElement()
        .satisfies(
            audit -> {
              assertThat(audit.by()).isEqualTo("otto (dashboard)");
              assertThat(audit.state()).isEqualTo(Audit.State.DONE);
            });
    step.get();
    assertThat(desk.list(1).audits()).hasSize(1);
    bench.clock.advance(Duration.ofMinutes(6));
    assertThat(desk.ask("otto")).isEqualTo(Asking.NOT_HERE);
  }

  @Test
  void an_audit_that_was_asked_for_mends_nothing_by_itself() {
    bench.writeAsStranger("ann@example.com", "FIRSTNAME", "Anna");

    Audit audit = asked();
    bench.settle();

    assertThat(audit.result().differing()).isEqualTo(1);
    assertThat(asked().result().differing()).isEqualTo(1);
  }

  @Test
  void one_that_was_asked_for_and_was_cut_short_by_a_stop_is_ended_at_the_next_start() {
    Audit begun = audit(77, "otto (dashboard)", bench.clock.instant());
    Audit elsewhere = audit(78, "ada", bench.clock.instant());
    bench.store.change(
        ports -> {
          ports.audits().keep(begun);
          ports.audits().keep(elsewhere);
        });
    bench.clock.advance(Duration.ofMinutes(1));

    step().get();

    assertThat(desk.audit(77, AuditPage.Asked.ALL, Veil.DRAWN).orElseThrow().audit().why())
        .isEqualTo("the hub was stopped");
    assertThat(desk.audit(78, AuditPage.Asked.ALL, Veil.DRAWN).orElseThrow().audit().state())
        .isEqualTo(Audit.State.RUNNING);
  }

  @Test
  void one_that_another_hub_left_under_way_is_ended_by_whoever_leads_next() {
    // waits for the lead while the other one begins an audit, and is killed
    AuditStep second = step();
    bench.clock.advance(Duration.ofMinutes(10));
    Audit begun = audit(77, "schedule", bench.clock.instant());
    bench.store.change(ports -> ports.audits().keep(begun));
    bench.clock.advance(Duration.ofMinutes(1));

    second.get();
    assertThat(state(77)).isEqualTo(Audit.State.BROKEN_OFF);

    // the lead went to and fro
    Audit again = audit(78, "schedule", bench.clock.instant());
    bench.store.change(ports -> ports.audits().keep(again));
    bench.clock.advance(Duration.ofMinutes(1));
    second.get();
    assertThat(state(78)).isEqualTo(Audit.State.BROKEN_OFF);
  }

  private Audit.State state(long id) {
    return desk.audit(id, AuditPage.Asked.ALL, Veil.DRAWN).orElseThrow().audit().state();
  }

  private Audit audit(long id, String by, Instant at) {
    return new Audit(
        id,
        bench.auditing().mirror().target(),
        AuditOrder.Basis.SWEEP,
        1,
        by,
        at,
        Instant.EPOCH,
        Audit.State.RUNNING,
        "",
        AuditResult.NOTHING);
  }

  @Test
  void what_would_change_is_counted_first_and_no_more_than_that_is_mended() {
    bench.writeAsStranger("ann@example.com", "FIRSTNAME", "Anna");
    bench.writeAsStranger("bob@example.com", "FIRSTNAME", "Rob");
    Audit audit = asked();
    Choice names = new Choice(Optional.of(Gap.Kind.FIELD), Optional.empty(), "FIRSTNAME", false);

    assertThat(desk.stake(audit.id(), names))
        .hasValueSatisfying(
            stake -> {
              assertThat(stake.things()).isEqualTo(2);
              assertThat(stake.isMany()).isTrue();
            });
    assertThat(desk.stake(audit.id() + 1, names)).isEmpty();
    assertThat(desk.mend(audit.id(), names, 1, OTTO).orElseThrow().refused())
        .startsWith("Nothing was mended: 2 things would change");
    assertThat(desk.mend(audit.id(), names, 2, OTTO).orElseThrow().all()).isEqualTo(2);
    bench.settle();

    assertThat(asked().result().differing()).isZero();
    assertThat(page(audit, names).lines())
        .extracting(AuditPage.Line::mended)
        .containsOnly("send again by otto");
  }

  @Test
  void a_difference_leads_to_its_person_and_shows_values_to_those_who_may_see_them() {
    bench.writeAsStranger("ann@example.com", "FIRSTNAME", "Annabella");
    Audit audit = asked();
    Choice name = new Choice(Optional.empty(), Optional.empty(), "FIRSTNAME", true);

    assertThat(page(audit, name).lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.person()).startsWith("p");
              assertThat(line.address()).isEqualTo("ann@example.com");
              assertThat(line.shown()).isEqualTo("Annabella");
              assertThat(line.helps()).isTrue();
            });
    assertThat(
            desk.audit(audit.id(), new AuditPage.Asked(name, 0), Veil.DRAWN).orElseThrow().lines())
        .singleElement()
        .satisfies(line -> assertThat(line.shown()).isEqualTo("An*** (9 characters)"));
    assertThat(desk.ignore(audit.id(), page(audit, name).last(), new ByHand("otto", "her wish")))
        .isTrue();
    assertThat(page(audit, name).lines()).isEmpty();
    assertThat(asked().result().differing()).isZero();
  }

  @Test
  void the_list_of_a_group_holds_every_line_of_every_record() {
    Audit audit = asked();
    bench.store.change(
        ports ->
            ports
                .audits()
                .add(
                    audit.id(),
                    Stream.of(
                            "lines[1].price",
                            "lines[12].price",
                            "lines[1].tax[2].price",
                            "lines[1].prices",
                            "linesX1].price")
                        .map(AuditsOnPagesTest::difference)
                        .toList()));

    assertThat(
            page(audit, new Choice(Optional.empty(), Optional.empty(), "lines[].price", false))
                .lines())
        .extracting(line -> line.difference().gap().field())
        .containsExactly("lines[1].price", "lines[12].price");
  }

  private static Difference difference(String field) {
    return new Difference(
        new Subject(Facet.ORDER, "1"),
        "1",
        Difference.NOBODY,
        new Gap(Gap.Kind.FIELD, field, "1", "2"),
        Hop.CHANGED_AFTERWARDS,
        "",
        Instant.EPOCH,
        BigDecimal.ZERO,
        "");
  }

  private AuditPage page(Audit audit, Choice choice) {
    return desk.audit(audit.id(), new AuditPage.Asked(choice, 0), Veil.LIFTED).orElseThrow();
  }

  @Test
  void every_difference_is_handed_out_once() {
    Audit audit = asked();
    bench.store.change(
        ports ->
            ports
                .audits()
                .add(
                    audit.id(), Stream.generate(() -> difference("POINTS")).limit(1_200).toList()));
    AtomicInteger lines = new AtomicInteger();

    assertThat(desk.each(audit.id(), Veil.DRAWN, some -> lines.addAndGet(some.size()))).isTrue();
    assertThat(lines.get()).isEqualTo(1_200 + audit.result().groups().size());
    assertThat(desk.each(audit.id() + 1, Veil.DRAWN, some -> lines.set(-1))).isFalse();
    assertThat(lines.get()).isPositive();
  }
}
