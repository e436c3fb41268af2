package dev.selvedge.testkit;

import static dev.selvedge.testkit.DeliveryBuilder.TARGET;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.Lane;
import dev.selvedge.Stage;
import dev.selvedge.connector.SourceRecord;
import dev.selvedge.plan.Delivered;
import dev.selvedge.plan.Deliveries.Claim;
import dev.selvedge.plan.Delivery;
import dev.selvedge.plan.Delivery.State;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.watch.OutcomeTotals.Counted;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.FreshnessLog.Open;
import dev.selvedge.watch.freshness.FreshnessLog.Span;
import dev.selvedge.watch.freshness.FreshnessLog.Stamps;
import dev.selvedge.watch.freshness.FreshnessLog.Told;
import dev.selvedge.watch.freshness.Grain;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Strand;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What every book of freshness does.
public abstract class FreshnessContract extends PortContract {
  private static final Strand ORDERS = new Strand("shop/order", "dotdigital", Matter.ORDER);
  private static final Strand CONSENT = new Strand("shop/order", "dotdigital", Matter.CONSENT);
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private void told(Strand strand, Instant at, Duration took, long count) {
    writing(
        ports -> ports.freshness().add(List.of(new Told(strand, at, Bounds.bucket(took), count))));
  }

  private Map<Strand, Histogram> since(Grain grain, Instant from) {
    return read(ports -> ports.freshness().since(grain, from));
  }

  private List<Span> spans(String flow, Grain grain, Instant from) {
    return read(ports -> ports.freshness().spans(flow, grain, from));
  }

  private List<Stamps> stamps(Instant from) {
    return read(ports -> ports.freshness().stamps(from));
  }

  private List<Counted> outcomes() {
    return read(ports -> ports.outcomes().all());
  }

  private int forget(Instant now, int limit) {
    return write(ports -> ports.freshness().forget(now, limit));
  }

  private static Histogram times(Duration... times) {
    return Histogram.of(List.of(times));
  }

  private Map<String, Histogram> unsaid() {
    return read(ports -> ports.freshness().open(NOW)).stream()
        .collect(
            Collectors.toMap(
                one -> one.strand().matter() + " " + one.why() + " " + one.strand().target(),
                Open::ages));
  }

  private void plan(Delivery... deliveries) {
    writing(ports -> ports.deliveries().plan(List.of(deliveries)));
  }

  private static DeliveryBuilder aMinuteOld() {
    return aDelivery().changedAt(NOW.minus(MINUTE)).dueAt(NOW.minus(MINUTE));
  }

  @Test
  void what_was_told_is_added_up_by_minute_hour_and_day() {
    told(ORDERS, NOW, SECOND, 1);
    told(ORDERS, NOW.plusSeconds(59), SECOND, 1);
    told(ORDERS, NOW.plusSeconds(60), MINUTE, 1);
    told(CONSENT, NOW.plusSeconds(3600), MINUTE, 1);

    assertThat(since(Grain.MINUTE, NOW))
        .containsOnly(
            Map.entry(ORDERS, times(SECOND, SECOND, MINUTE)), Map.entry(CONSENT, times(MINUTE)));
    assertThat(since(Grain.MINUTE, NOW.plusSeconds(60)))
        .containsOnly(Map.entry(ORDERS, times(MINUTE)), Map.entry(CONSENT, times(MINUTE)));
    assertThat(since(Grain.HOUR, NOW.plusSeconds(3600)))
        .containsOnly(Map.entry(CONSENT, times(MINUTE)));
    assertThat(since(Grain.DAY, NOW.plusSeconds(3600)))
        .containsOnly(
            Map.entry(ORDERS, times(SECOND, SECOND, MINUTE)), Map.entry(CONSENT, times(MINUTE)));
    Map<Strand, Histogram> day = since(Grain.DAY, NOW);
    reading(ports -> assertThat(ports.freshness().totals()).isEqualTo(day));
  }

  @Test
  void spans_of_one_flow_come_oldest_first_and_without_the_empty_ones() {
    told(CONSENT, NOW.plusSeconds(600), SECOND, 2);
    told(ORDERS, NOW.plusSeconds(30), MINUTE, 1);
    told(ORDERS, NOW.minusSeconds(1), SECOND, 1);
    told(new Strand("erp/order", "dotdigital", Matter.ORDER), NOW, SECOND, 1);

    assertThat(spans("shop/order", Grain.MINUTE, NOW))
        .containsExactly(
            new Span(ORDERS, NOW, times(MINUTE)),
            new Span(CONSENT, NOW.plusSeconds(600), times(SECOND, SECOND)));
  }

  @Test
  void old_minutes_go_and_what_they_were_part_of_stays() {
    told(ORDERS, NOW.minus(Duration.ofDays(3)), SECOND, 1);
    told(ORDERS, NOW.minus(Duration.ofDays(1)), MINUTE, 1);

    assertThat(forget(NOW, 100)).isEqualTo(1);
    assertThat(forget(NOW, 100)).isZero();

    assertThat(since(Grain.MINUTE, Instant.EPOCH)).containsOnly(Map.entry(ORDERS, times(MINUTE)));
    assertThat(since(Grain.HOUR, Instant.EPOCH))
        .containsOnly(Map.entry(ORDERS, times(SECOND, MINUTE)));
  }

  @Test
  void after_years_only_the_sum_of_everything_is_left_and_it_goes_bit_by_bit() {
    told(ORDERS, NOW, SECOND, 7);
    Instant later = NOW.plus(Duration.ofDays(500));

    assertThat(forget(later, 2)).isEqualTo(2);
    assertThat(forget(later, 2)).isEqualTo(1);

    assertThat(since(Grain.DAY, Instant.EPOCH)).isEmpty();
    reading(
        ports ->
            assertThat(ports.freshness().totals())
                .containsOnly(
                    Map.entry(
                        ORDERS, times(Collections.nCopies(7, SECOND).toArray(Duration[]::new)))));
  }

  @Test
  void it_is_known_by_what_times_records_were_measured() {
    writing(
        ports ->
            ports
                .freshness()
                .stamped(
                    List.of(
                        new Stamps("shop/order", NOW, 1, 0),
                        new Stamps("shop/order", NOW.plusSeconds(5), 0, 1),
                        new Stamps("erp/order", NOW, 0, 1))));
    writing(
        ports ->
            ports
                .freshness()
                .stamped(List.of(new Stamps("shop/order", NOW.plus(Duration.ofDays(2)), 5, 0))));

    assertThat(stamps(NOW))
        .containsExactly(
            new Stamps("erp/order", Grain.DAY.start(NOW), 0, 1),
            new Stamps("shop/order", Grain.DAY.start(NOW), 6, 1));
    assertThat(stamps(NOW.plus(Duration.ofDays(1)))).extracting(Stamps::own).containsExactly(5L);
  }

  @Test
  void what_is_not_told_yet_is_as_old_as_its_change_and_a_first_sync_is_left_out() {
    plan(
        aMinuteOld().build(),
        aMinuteOld().contactOf(2).lane(Lane.URGENT).build(),
        aMinuteOld().contactOf(3).lane(Lane.BULK).build(),
        aMinuteOld().contactOf(4).state(State.SETTLED).build(),
        aMinuteOld().contactOf(5).state(State.PARKED).build(),
        aMinuteOld().at("mailer").order("shop/1", 1).changedAt(NOW.minus(SECOND)).build());

    assertThat(unsaid())
        .containsOnly(
            Map.entry("CONTACT DUE dotdigital", times(MINUTE)),
            Map.entry("CONSENT DUE dotdigital", times(MINUTE)),
            Map.entry("CONTACT PARKED dotdigital", times(MINUTE)),
            Map.entry("ORDER DUE mailer", times(SECOND)));
  }

  @Test
  void what_waits_for_a_contact_counts_while_that_contact_is_on_its_way() {
    plan(
        aMinuteOld().contactOf(1).build(),
        aMinuteOld().order("shop/1", 1).state(State.WAITING).build(),
        aMinuteOld().order("shop/2", 2).state(State.WAITING).build(),
        aMinuteOld().contactOf(3).state(State.SETTLED).build(),
        aMinuteOld().order("shop/3", 3).state(State.WAITING).build());

    assertThat(unsaid())
        .containsOnly(
            Map.entry("CONTACT DUE dotdigital", times(MINUTE)),
            Map.entry("ORDER HELD dotdigital", times(MINUTE)));
  }

  @Test
  void what_is_held_until_something_is_known_is_not_late() {
    plan(
        aMinuteOld().contactOf(1).state(State.WAITING).dueAt(NOW.plusSeconds(60)).build(),
        aMinuteOld().contactOf(2).state(State.WAITING).dueAt(NOW.minus(SECOND)).build());

    assertThat(unsaid()).containsOnly(Map.entry("CONTACT HELD dotdigital", times(MINUTE)));
  }

  @Test
  void what_is_to_start_later_is_not_late_before() {
    plan(
        aMinuteOld().enrolment("welcome/SHIPPED/shop/1", 1).dueAt(NOW.plusSeconds(900)).build(),
        aMinuteOld().enrolment("welcome/SHIPPED/shop/2", 1).dueAt(NOW.minus(SECOND)).build());

    assertThat(unsaid())
        .containsOnly(Map.entry("AUTOMATION DUE dotdigital", times(Duration.ZERO, SECOND)));
  }

  @Test
  void records_in_the_inbox_and_parked_ones_are_not_told_either() {
    SourceRecord live = aSourceRecord().of("shop/order/1").changedAt(NOW.minus(MINUTE)).build();
    SourceRecord unstamped =
        aSourceRecord().of("shop/order/2").unstamped().observedAt(NOW.minus(SECOND)).build();
    SourceRecord past =
        aSourceRecord().of("shop/order/3").changedAt(NOW.minus(MINUTE)).backfilled().build();
    writing(ports -> ports.inbox().accept(List.of(live, unstamped, past), NOW));
    assertThat(unsaid()).containsOnly(Map.entry("UNREAD DUE ", times(MINUTE, SECOND)));

    writing(
        ports ->
            ports
                .inbox()
                .waiting(9)
                .forEach(
                    item -> {
                      ports.parked().park(List.of(parked(item.id(), item.sourceRecord())));
                      ports.inbox().settle(List.of(item.id()));
                    }));
    assertThat(unsaid()).containsOnly(Map.entry("UNREAD PARKED ", times(MINUTE, SECOND)));
  }

  private static ParkedItem parked(long id, SourceRecord sourceRecord) {
    return new ParkedItem(
        "inbox/" + id,
        Stage.MAPPING,
        sourceRecord.ref().text(),
        "cause",
        "It is faulty.",
        "",
        "",
        id,
        NOW,
        NOW,
        1);
  }

  @Test
  void what_the_target_holds_no_more_counts_from_when_that_was_noticed() {
    plan(aMinuteOld().build());
    Delivery claimed =
        this.<List<Delivery>>write(
                ports ->
                    ports
                        .deliveries()
                        .claim(new Claim(TARGET, aDelivery().build().queue(), 1, "run-1", NOW)))
            .getFirst();
    Delivery told =
        claimed.acknowledged(
            new Delivered.Acknowledged(claimed.desired(), "1", "ada@example.com", NOW),
            State.SETTLED);
    writing(ports -> ports.deliveries().settle("run-1", List.of(told)));
    assertThat(unsaid()).isEmpty();

    writing(ports -> ports.deliveries().settle("", List.of(told.forgotten(NOW.minus(SECOND)))));
    assertThat(unsaid()).containsOnly(Map.entry("CONTACT DUE dotdigital", times(SECOND)));
  }

  @Test
  void outcomes_are_counted_since_the_store_began() {
    writing(
        ports ->
            ports
                .outcomes()
                .add(
                    List.of(
                        new Counted("mailer", "park", 1),
                        new Counted("dotdigital", "done", 1),
                        new Counted("dotdigital", "done", 2))));
    writing(ports -> ports.outcomes().add(List.of(new Counted("dotdigital", "done", 1))));
    writing(ports -> ports.outcomes().add(List.of()));

    assertThat(outcomes())
        .containsExactly(new Counted("dotdigital", "done", 4), new Counted("mailer", "park", 1));
  }
}
