package dev.selvedge.app.promise;

import static dev.selvedge.app.promise.Workbench.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.AuditSchedule;
import dev.selvedge.audit.RepairPolicy;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Facet;
import dev.selvedge.watch.Timetable;
import dev.selvedge.work.audit.AuditStep;
import dev.selvedge.work.audit.Auditor;
import dev.selvedge.work.audit.Mending;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Audits are made when the timetable says so, what they found is mended as far as the project lets
/// it be, and goes when it is old.
class AuditsByTimetableTest {
  private static final Duration KEEP = Duration.ofDays(30);

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // set before each test
  private Workbench bench;

  private boolean stopped;

  @BeforeEach
  void open() {
    bench = new Workbench(folder);
    for (String name : List.of("ann", "bob", "cy")) {
      bench.receive(
          Workbench.shop(name)
              .email(name + "@example.com")
              .first(name)
              .consent(true, NOON)
              .upsert());
    }
    bench.settle();
    bench.settle();
    bench.clock.advance(Duration.ofMinutes(10));
  }

  @AfterEach
  void close() {
    bench.close();
  }

  private AuditStep step(int mendsAtMost) {
    Auditor.Parts parts = bench.auditing();
    return new AuditStep(
        new AuditSchedule(
            Optional.of(Timetable.every(Duration.ofDays(1))),
            AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP),
            new RepairPolicy(true, mendsAtMost),
            KEEP),
        new Auditor.Parts(
            parts.store(),
            parts.rules(),
            parts.mirror(),
            parts.gate(),
            parts.mapper(),
            parts.sources(),
            parts.clock(),
            parts.ids(),
            time -> !stopped && parts.pause().rest(time)));
  }

  private List<Audit> audits() {
    return bench.store.read(ports -> ports.audits().newest(100, 0));
  }

  private void edit(String... names) {
    for (String name : names) {
      bench.writeAsStranger(name + "@example.com", "FIRSTNAME", "X" + name);
    }
    bench.clock.advance(Duration.ofMinutes(5));
  }

  private Audit stored(long id, Audit.State state, Instant ended) {
    Audit audit =
        new Audit(
            id,
            Workbench.TARGET,
            AuditOrder.Basis.SWEEP,
            1,
            "ada",
            ended.minusSeconds(60),
            state == Audit.State.RUNNING ? Instant.EPOCH : ended,
            state,
            "",
            AuditResult.NOTHING);
    bench.store.change(ports -> ports.audits().keep(audit));
    return audit;
  }

  @Test
  void one_is_made_each_time_and_not_twice() {
    AuditStep step = step(100);
    step.get();
    step.get();
    assertThat(audits()).hasSize(1);
    bench.clock.advance(Duration.ofHours(23));
    step.get();
    assertThat(audits()).hasSize(1);
    bench.clock.advance(Duration.ofDays(5));
    step.get();
    step.get();
    assertThat(audits()).hasSize(2).allMatch(audit -> audit.by().equals("schedule"));
  }

  @Test
  void what_few_things_differ_is_mended_by_itself_and_the_next_audit_is_clean() {
    AuditStep step = step(2);
    edit("ann", "bob");
    step.get();
    assertThat(audits().getFirst().result().differing()).isEqualTo(2);
    assertThat(audits().getFirst().result().statements())
        .last()
        .isEqualTo("2 things were mended by itself.");
    bench.settle();
    bench.settle();
    bench.clock.advance(Duration.ofDays(1));
    step.get();
    assertThat(audits()).hasSize(2);
    assertThat(audits().getFirst().result().differing()).isZero();
  }

  private Delivery onItsWay() {
    List<Delivery> due =
        bench
            .store
            .read(ports -> ports.deliveries().following(Workbench.TARGET, Facet.CONTACT, "", 100))
            .stream()
            .filter(row -> row.state() == Delivery.State.DUE)
            .toList();
    assertThat(due).hasSize(1);
    return due.getFirst();
  }

  /// Or every night would make fresh what does not leave.
  @Test
  void what_was_on_its_way_all_along_is_as_late_after_it_was_mended() {
    AuditStep step = step(100);
    bench.receive(
        Workbench.shop("dan").email("dan@example.com").first("dan").consent(true, NOON).upsert());
    bench.crank.resolve();
    Delivery before = onItsWay();
    bench.clock.advance(Duration.ofHours(5));

    step.get();

    assertThat(audits().getFirst().result().statements())
        .last()
        .isEqualTo("1 thing was mended by itself.");
    assertThat(onItsWay().dueAt()).isEqualTo(bench.clock.instant());
    assertThat(onItsWay().changedAt()).isEqualTo(before.changedAt());
  }

  @Test
  void a_mass_change_is_refused_time_after_time_and_somebody_is_told_why() {
    AuditStep step = step(2);
    edit("ann", "bob", "cy");
    for (int day = 1; day <= 3; day++) {
      step.get();
      bench.settle();
      bench.settle();
      Audit audit = audits().getFirst();
      assertThat(audits()).hasSize(day);
      assertThat(audit.result().differing()).isEqualTo(3);
      assertThat(audit.result().statements())
          .last()
          .asString()
          .startsWith("Nothing was mended: 3 things would change, and at most 2 may.");
      bench.clock.advance(Duration.ofDays(1));
    }
  }

  /// Of very many only the first few thousand are kept: those alone would be few enough.
  @Test
  void where_more_differ_than_are_kept_all_of_them_count() {
    edit("ann", "bob");
    Audit audit = bench.audit(AuditOrder.STANDARD.on(AuditOrder.Basis.SWEEP));
    AuditResult found = audit.result();
    assertThat(found.differing()).isEqualTo(2);
    AuditResult many =
        new AuditResult(
            found.calls(),
            found.sourceCalls(),
            found.parts().stream().map(part -> times(part, 100_000)).toList(),
            found.groups().stream().map(group -> times(group, 100_000)).toList(),
            found.days(),
            found.statements());
    Mending mending = new Mending(bench.auditing());

    Mending.Tally tally =
        mending.byItself(
            audit.ended(Audit.State.DONE, "", many, audit.endedAt()), new RepairPolicy(true, 100));

    assertThat(tally.refused())
        .startsWith("Nothing was mended: 200,000 things would change, and at most 100 may.");
    assertThat(mending.byItself(audit, new RepairPolicy(true, 100)).all()).isEqualTo(2);
  }

  private static AuditResult.Part times(AuditResult.Part part, int factor) {
    return new AuditResult.Part(
        part.facet(),
        part.name(),
        part.here() * factor,
        part.there() * factor,
        part.looked() * factor,
        part.differing() * factor,
        part.passing(),
        part.missing());
  }

  private static AuditResult.Group times(AuditResult.Group group, int factor) {
    return new AuditResult.Group(
        group.facet(), group.kind(), group.field(), group.hop(), group.count() * factor);
  }

  @Test
  void what_is_old_goes_with_what_it_found_and_what_runs_stays() {
    Instant now = bench.clock.instant();
    stored(1, Audit.State.DONE, now.minus(KEEP).minusSeconds(60));
    stored(2, Audit.State.DONE, now.minus(KEEP).plusSeconds(60));
    stored(3, Audit.State.RUNNING, now.minus(KEEP).minus(KEEP));
    stored(4, Audit.State.BROKEN_OFF, now.minus(KEEP).minusSeconds(60));
    AuditStep step = step(100);

    step.get();
    assertThat(audits()).extracting(Audit::id).contains(2L, 3L).doesNotContain(1L, 4L);

    // looked at again some hours later, and not with every turn
    bench.clock.advance(Duration.ofMinutes(2));
    step.get();
    assertThat(audits()).extracting(Audit::id).contains(2L);
    bench.clock.advance(Duration.ofHours(6));
    step.get();
    assertThat(audits()).extracting(Audit::id).contains(3L).doesNotContain(2L);
  }

  @Test
  void what_a_stop_cut_short_is_made_again_at_once() {
    stopped = true;
    step(100).get();
    assertThat(audits()).singleElement().matches(it -> it.state() == Audit.State.BROKEN_OFF);

    stopped = false;
    bench.clock.advance(Duration.ofMinutes(1));
    AuditStep next = step(100);
    next.get();
    next.get();
    assertThat(audits())
        .extracting(Audit::state)
        .containsExactly(Audit.State.DONE, Audit.State.BROKEN_OFF);
  }

  @Test
  void what_is_cut_short_again_and_again_waits_for_its_time() {
    stopped = true;
    for (int start = 0; start < 6; start++) {
      step(100).get();
      bench.clock.advance(Duration.ofMinutes(1));
    }
    assertThat(audits()).hasSize(3);

    stopped = false;
    step(100).get();
    assertThat(audits()).hasSize(3);
    bench.clock.advance(Duration.ofDays(1));
    step(100).get();
    assertThat(audits()).hasSize(4);
    assertThat(audits().getFirst().state()).isEqualTo(Audit.State.DONE);
  }

  @Test
  void one_that_the_account_broke_off_waits_for_its_time() {
    bench.sandbox.stopListening();
    AuditStep step = step(100);
    step.get();
    bench.clock.advance(Duration.ofMinutes(5));
    step.get();
    assertThat(audits()).singleElement().matches(it -> it.state() == Audit.State.BROKEN_OFF);
    bench.sandbox.listenAgain();
  }
}
