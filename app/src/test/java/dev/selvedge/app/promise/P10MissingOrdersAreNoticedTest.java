package dev.selvedge.app.promise;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.Audits;
import dev.selvedge.audit.numbers.Numbered;
import dev.selvedge.audit.numbers.Numbering;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.trail.ByHand;
import dev.selvedge.work.audit.Mending;
import dev.selvedge.work.subject.Erasing;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// P10: an order of which nobody ever told the hub is missed by its number.
class P10MissingOrdersAreNoticedTest {
  private static final Instant BEGUN = Instant.parse("2026-09-01T10:00:00Z");

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init")
  private Workbench bench;

  @BeforeEach
  void openHub() {
    bench = new Workbench(folder, Workbench.Fittings.STANDARD);
  }

  @AfterEach
  void closeHub() {
    bench.close();
  }

  /// One an hour.
  private static SourceRecord order(int number) {
    return Workbench.order(Integer.toString(number))
        .email("ann@example.com")
        .with("placed", "\"" + BEGUN.plus(Duration.ofHours(number)) + "\"")
        .upsert();
  }

  private void receive(IntStream numbers) {
    bench.receive(numbers.mapToObj(one -> order(one)).toArray(SourceRecord[]::new));
    bench.settle();
    bench.settle();
    bench.clock.advance(Duration.ofDays(2));
  }

  private static IntStream all(int from, int to, Integer... without) {
    return IntStream.rangeClosed(from, to).filter(one -> !List.of(without).contains(one));
  }

  private Audit audit(AuditOrder order) {
    return bench.audit(order.on(AuditOrder.Basis.SWEEP));
  }

  private Audit audit() {
    return audit(AuditOrder.STANDARD);
  }

  private static Numbered numbered(Audit audit) {
    assertThat(audit.result().numbers()).hasSize(1);
    return audit.result().numbers().getFirst();
  }

  @Test
  void ranges_of_numbers_that_never_came_are_told_with_the_days_between_which_they_fall() {
    receive(all(1, 240, 190, 204, 205, 206));

    Audit audit = audit();

    assertThat(numbered(audit).verdict()).isEqualTo(Numbered.Verdict.LEARNT);
    assertThat(audit.result().missingNumbers()).isEqualTo(4);
    assertThat(audit.result().isClean()).isFalse();
    assertThat(audit.result().statements())
        .contains(
            "4 order numbers of shop/order never came: 204 to 206 (3 numbers, between 9 September"
                + " 2026 and 10 September 2026); 190 (on 9 September 2026).");
    assertThat(bench.found(audit))
        .contains(
            "ORDER NEVER_CAME: 3 orders / (no order of this number) (never received)",
            "ORDER NEVER_CAME: 1 order / (no order of this number) (never received)");
  }

  @Test
  void where_none_is_missing_that_is_said() {
    receive(all(1, 130));
    Audit audit = audit();
    assertThat(audit.result().statements()).contains("No order number of shop/order is missing.");
    assertThat(audit.result().isClean()).isTrue();
  }

  @Test
  void numbers_with_holes_everywhere_tell_nothing_unless_the_project_says_so() {
    receive(all(1, 300).filter(one -> one % 3 != 0));

    Audit audit = audit();
    assertThat(numbered(audit).verdict()).isEqualTo(Numbered.Verdict.SCATTERED);
    assertThat(audit.result().missingNumbers()).isZero();
    assertThat(audit.result().statements()).noneMatch(it -> it.contains("order number"));

    Numbering declared = new Numbering(Set.of("shop"), Set.of());
    assertThat(numbered(audit(AuditOrder.STANDARD.withNumbering(declared))).missing())
        .isEqualTo(99);
    Numbering not = new Numbering(Set.of("shop"), Set.of("shop/order"));
    assertThat(numbered(audit(AuditOrder.STANDARD.withNumbering(not))).verdict())
        .isEqualTo(Numbered.Verdict.DECLARED_NOT);
  }

  /// Transactions that were rolled back, payments that were begun, test orders.
  @Test
  void numbers_that_were_always_left_out_now_and_then_are_not_missed_and_a_longer_gap_is() {
    receive(all(1, 400).filter(one -> one % 40 != 0));

    Audit audit = audit();
    assertThat(numbered(audit).verdict()).isEqualTo(Numbered.Verdict.LEARNT);
    assertThat(audit.result().missingNumbers()).isZero();
    assertThat(audit.result().isClean()).isTrue();
    assertThat(audit.result().statements())
        .contains(
            "No order number of shop/order is missing. It always left out numbers now and then: 9"
                + " gaps like those are not counted.");
    Numbering declared = new Numbering(Set.of("shop"), Set.of());
    assertThat(numbered(audit(AuditOrder.STANDARD.withNumbering(declared))).missing()).isEqualTo(9);

    receive(all(401, 520, 450, 451, 452).filter(one -> one % 40 != 0));
    assertThat(numbered(audit()).missing()).isEqualTo(3);
  }

  @Test
  void many_more_gaps_than_ever_are_missed_though_each_is_like_those_of_old() {
    receive(
        IntStream.concat(
            all(1, 300).filter(one -> one % 60 != 0), all(301, 500).filter(one -> one % 4 != 0)));
    assertThat(numbered(audit()).missing()).isGreaterThan(40);
  }

  /// As where each month has one: the newest is the shortest.
  @Test
  void of_many_series_the_shortest_is_looked_at_too() {
    for (int month = 1; month <= 21; month++) {
      String before = "M" + (10 + month) + "-";
      String whose = "p" + month + "@example.com";
      IntStream numbers = month < 21 ? all(101, 206) : all(101, 205, 190);
      bench.receive(
          numbers
              .mapToObj(
                  number ->
                      Workbench.order(before + number)
                          .email(whose)
                          .with("placed", "\"" + BEGUN + "\"")
                          .upsert())
              .toArray(SourceRecord[]::new));
    }
    bench.crank.resolve();
    bench.clock.advance(Duration.ofDays(2));

    Numbered numbered = numbered(audit());
    assertThat(numbered.missing()).isEqualTo(1);
    assertThat(numbered.runs()).hasSize(Numbered.MOST_RUNS);
    assertThat(numbered.runs().getFirst().ranges())
        .extracting(Numbered.Range::from)
        .containsExactly("M31-190");
  }

  @Test
  void few_numbers_teach_nothing() {
    receive(all(1, 60, 30));
    assertThat(numbered(audit()).verdict()).isEqualTo(Numbered.Verdict.TOO_FEW);
  }

  @Test
  void numbers_before_an_order_of_the_last_day_may_still_come() {
    receive(all(1, 150));
    bench.receive(
        Workbench.order("153")
            .email("ann@example.com")
            .with("placed", "\"" + bench.clock.instant().minus(Duration.ofHours(20)) + "\"")
            .upsert());
    bench.settle();
    bench.clock.advance(Duration.ofHours(3));

    Numbered now = numbered(audit());
    assertThat(now.missing()).isZero();
    assertThat(now.waiting()).isEqualTo(2);
    assertThat(audit().result().statements())
        .contains("No order number of shop/order is missing; 2 may still be on their way.");

    bench.clock.advance(Duration.ofHours(2));
    assertThat(numbered(audit()).missing()).isEqualTo(2);
  }

  @Test
  void a_feed_that_was_never_read_to_its_end_has_numbers_yet_to_come() {
    receive(all(1, 150, 100));
    bench.store.change(ports -> ports.flowReadings().passing("shop/order"));
    assertThat(numbered(audit()).verdict()).isEqualTo(Numbered.Verdict.STILL_READ);
  }

  @Test
  void what_came_and_could_not_be_used_is_not_missing() {
    receive(all(1, 150, 100, 120));
    bench.receive(
        Workbench.order("100").email("ann@example.com").with("placed", "\"yesterday\"").upsert());
    bench.settle();
    bench.clock.advance(Duration.ofHours(2));

    Numbered numbered = numbered(audit());
    assertThat(numbered.missing()).isEqualTo(1);
    assertThat(numbered.set()).isEqualTo(1);
    assertThat(numbered.runs().getFirst().ranges().getFirst().from()).isEqualTo("120");
  }

  @Test
  void orders_of_people_who_were_erased_are_not_missing() {
    receive(all(1, 150, 100));
    bench.receive(
        Workbench.order("100")
            .email("bob@example.com")
            .with("placed", "\"" + BEGUN + "\"")
            .upsert());
    bench.settle();
    bench.settle();
    bench.clock.advance(Duration.ofDays(2));
    assertThat(numbered(audit()).missing()).isZero();

    new Erasing(
            new Erasing.Parts(
                bench.store,
                List.of(bench.subjects()),
                bench.clock,
                bench.clock::advance,
                Duration.ofSeconds(30)))
        .erase("bob@example.com", new ByHand("otto", "a letter"));

    Numbered numbered = numbered(audit());
    assertThat(numbered.missing()).isZero();
    assertThat(numbered.set()).isEqualTo(1);
  }

  @Test
  void what_is_left_alone_is_missed_no_more_until_more_is_missing() {
    receive(all(1, 150, 100));
    Audit audit = audit();
    long number =
        bench
            .store
            .read(ports -> ports.audits().differences(audit.id(), Audits.Choice.OPEN, 0, 10))
            .getFirst()
            .number();
    new Mending(bench.auditing())
        .ignore(audit.id(), number, new ByHand("ada", "a test order that the shop removed"));

    assertThat(audit().result().isClean()).isTrue();

    receive(all(152, 170));
    assertThat(numbered(audit()).missing()).isEqualTo(1);
  }
}
