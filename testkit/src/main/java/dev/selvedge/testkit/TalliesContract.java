package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.mapping.ConsentClaim;
import dev.selvedge.mapping.ConsentClaim.Choice;
import dev.selvedge.mapping.OrderPart;
import dev.selvedge.mapping.Topic;
import dev.selvedge.person.LedgerEntry;
import dev.selvedge.person.StoredContribution;
import dev.selvedge.plan.Delivery;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.watch.FlowMinute;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.FreshnessLog.Told;
import dev.selvedge.watch.freshness.Grain;
import dev.selvedge.watch.freshness.Histogram;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.watch.freshness.Strand;
import dev.selvedge.watch.report.Tallies;
import dev.selvedge.watch.report.Tallies.Decided;
import dev.selvedge.watch.report.Tallies.Moved;
import dev.selvedge.watch.report.Tallies.Placed;
import dev.selvedge.watch.report.Tallies.Raised;
import dev.selvedge.work.Store;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What everything that counts between two times does.
public abstract class TalliesContract extends PortContract {
  private static final Instant FROM = Instant.parse("2026-03-02T00:00:00Z");
  private static final Instant TO = Instant.parse("2026-03-03T00:00:00Z");

  @Test
  void before_anything_was_counted_there_is_nothing() {
    reading(
        ports -> {
          assertThat(ports.tallies().first()).isEmpty();
          assertThat(ports.tallies().moved(FROM, TO)).isEmpty();
          assertThat(ports.tallies().told(Grain.HOUR, FROM, TO)).isEmpty();
          assertThat(ports.tallies().decided(List.of("shop"), FROM, TO)).isEmpty();
          assertThat(ports.tallies().alarms(FROM, TO, 10)).isEmpty();
          assertThat(ports.tallies().replayed(FROM, TO)).isZero();
        });
  }

  @Test
  void flows_count_from_the_first_minute_to_the_last() {
    writing(
        ports ->
            ports
                .flowMinutes()
                .add(
                    List.of(
                        new FlowMinute("shop/order", FROM.minusSeconds(60), 100, 100, 100, 0, 0),
                        new FlowMinute("shop/order", FROM, 1, 2, 3, 0, 0),
                        new FlowMinute("shop/order", TO.minusSeconds(60), 10, 20, 30, 0, 0),
                        new FlowMinute("shop/order", TO, 100, 100, 100, 0, 0))));
    reading(
        ports -> {
          assertThat(ports.tallies().first()).contains(FROM.minusSeconds(60));
          assertThat(ports.tallies().moved(FROM, TO))
              .isEqualTo(Map.of("shop/order", new Moved(11, 22, 33)));
        });
  }

  @Test
  void what_was_told_counts_by_hours_and_by_days() {
    Strand strand = new Strand("shop/order", "dotdigital", Matter.ORDER);
    int bucket = Bounds.bucket(Duration.ofSeconds(20));
    writing(
        ports ->
            ports
                .freshness()
                .add(
                    List.of(
                        new Told(strand, FROM.minusSeconds(1), bucket, 1000),
                        new Told(strand, FROM, bucket, 1),
                        new Told(strand, TO.minusSeconds(1), bucket, 10),
                        new Told(strand, TO, bucket, 100))));
    reading(
        ports -> {
          Tallies tallies = ports.tallies();
          assertThat(total(tallies.told(Grain.HOUR, FROM, TO))).isEqualTo(11);
          assertThat(total(tallies.told(Grain.DAY, FROM, TO))).isEqualTo(11);
          Instant later = FROM.plus(Duration.ofHours(1));
          assertThat(total(tallies.told(Grain.HOUR, later, TO))).isEqualTo(10);
          Duration zone = Duration.ofHours(5);
          assertThat(total(tallies.told(Grain.DAY, FROM.plus(zone), TO.plus(zone)))).isEqualTo(11);
          assertThat(total(tallies.told(Grain.DAY, FROM.minus(zone), TO.minus(zone))))
              .isEqualTo(11);
        });
  }

  private static long total(Map<Strand, Histogram> told) {
    return told.values().stream().mapToLong(Histogram::total).sum();
  }

  private static LedgerEntry said(String origin, Choice choice, Instant at) {
    return LedgerEntry.said(
        RecordRef.parse(origin),
        ConsentClaim.observed(Topic.EMAIL, choice, at, Map.of()),
        at.plusSeconds(5));
  }

  @Test
  void what_is_only_said_again_is_no_decision() {
    writing(
        ports ->
            ports
                .ledger()
                .append(
                    List.of(
                        said("shop/customer/1", Choice.OPT_IN, FROM.minusSeconds(100)),
                        said("shop/customer/1", Choice.OPT_IN, FROM.plusSeconds(100)),
                        said("shop/customer/2", Choice.OPT_IN, FROM),
                        said("shop/customer/2", Choice.OPT_OUT, FROM.plusSeconds(50)),
                        said("shop/customer/3", Choice.OPT_IN, TO),
                        said("shop2/customer/1", Choice.OPT_OUT, FROM),
                        said("till/customer/1", Choice.OPT_OUT, FROM))));
    String email = Topic.EMAIL.text();
    reading(
        ports ->
            assertThat(ports.tallies().decided(List.of("till", "shop"), FROM, TO))
                .containsExactly(
                    new Decided("shop", email, "OPT_IN", 1),
                    new Decided("shop", email, "OPT_OUT", 1),
                    new Decided("till", email, "OPT_OUT", 1)));
  }

  @Test
  void one_that_is_known_in_two_ways_is_one_decision() {
    LedgerEntry observed = said("shop/customer/1", Choice.OPT_IN, FROM);
    LedgerEntry stated =
        LedgerEntry.said(
            RecordRef.parse("shop/customer/1"),
            ConsentClaim.stated(Topic.EMAIL, Choice.OPT_IN, FROM, Map.of()),
            FROM.plusSeconds(5));
    writing(ports -> ports.ledger().append(List.of(observed, stated)));
    reading(
        ports ->
            assertThat(ports.tallies().decided(List.of("shop"), FROM, TO))
                .containsExactly(new Decided("shop", Topic.EMAIL.text(), "OPT_IN", 1)));
  }

  private static StoredContribution order(String ref, String key, Instant at, long person) {
    ContributionBuilder builder =
        ContributionBuilder.aContribution()
            .of(ref)
            .about(
                key,
                new OrderPart.Header(
                    at, "paid", false, "GBP", BigDecimal.TEN, Map.of(), List.of(), Map.of()));
    return person == 0 ? builder.heldByNobody() : builder.heldBy(new PersonId(person));
  }

  private static Delivery enrolment(String rule, String order, long person, Instant at) {
    return DeliveryBuilder.aDelivery()
        .enrolment(rule + "/shipped/" + order + "/P", person)
        .state(Delivery.State.SETTLED)
        .desiring("done")
        .delivered("done", "7", "ada@example.com", at)
        .changedAt(at)
        .build();
  }

  @Test
  void orders_are_found_by_when_they_were_placed_with_the_last_enrolment_before() {
    Duration day = Duration.ofDays(1);
    Instant noon = FROM.plus(Duration.ofHours(12));
    writing(
        ports -> {
          ports
              .contributions()
              .save(
                  List.of(
                      order("shop/order/1", "1", FROM.minusMillis(1), 1),
                      order("shop/order/2", "2", FROM, 1),
                      order("shop/order/3", "3", noon, 2),
                      order("erp/order/3", "3", noon, 2),
                      order("shop/order/4", "4", noon, 3),
                      order("shop/order/5", "5", noon.plusSeconds(1), 0),
                      order("shop/order/6", "6", TO.minusMillis(1), 4),
                      order("shop/order/7", "7", TO, 1),
                      ContributionBuilder.aContribution()
                          .of("shop/refund/3")
                          .about("3", refund())
                          .heldBy(new PersonId(2))));
          ports
              .deliveries()
              .plan(
                  List.of(
                      enrolment("early", "a", 1, FROM.minus(day)),
                      enrolment("too-early", "b", 4, TO.minus(day).minusMillis(2)),
                      enrolment("first", "c", 2, noon.minusSeconds(60)),
                      enrolment("last", "d", 2, noon.minusMillis(1)),
                      enrolment("after", "e", 2, noon),
                      enrolment("of-another", "f", 9, noon.minusSeconds(5)),
                      DeliveryBuilder.aDelivery()
                          .enrolment("waits/shipped/g/P", 3)
                          .state(Delivery.State.WAITING)
                          .changedAt(noon.minusSeconds(5))
                          .build()));
        });
    String last = "last/shipped/d/P";
    List<Placed> all =
        List.of(
            new Placed(FROM, "shop/order/2", "2", "early/shipped/a/P"),
            new Placed(noon, "erp/order/3", "3", last),
            new Placed(noon, "shop/order/3", "3", last),
            new Placed(noon, "shop/order/4", "4", ""),
            new Placed(TO.minusMillis(1), "shop/order/6", "6", ""));
    reading(
        ports -> {
          assertThat(ports.tallies().placed(FROM, TO, day, Optional.empty(), 10)).isEqualTo(all);
          List<Placed> first = ports.tallies().placed(FROM, TO, day, Optional.empty(), 2);
          assertThat(first).isEqualTo(all.subList(0, 2));
          assertThat(ports.tallies().placed(FROM, TO, day, Optional.of(first.getLast()), 10))
              .isEqualTo(all.subList(2, 5));
        });
  }

  private static OrderPart.Refund refund() {
    return new OrderPart.Refund("R1", BigDecimal.ONE, "", new OrderPart.When.NotKnown());
  }

  @Test
  void what_people_replayed_is_counted() {
    TrailEntry.About about = new TrailEntry.About(0, "", "shop/order/1", "shop", 7);
    writing(
        ports ->
            ports
                .trail()
                .append(
                    List.of(
                        new TrailEntry(FROM, Stage.INBOX, "replayed", about, "replayed by Ann"),
                        new TrailEntry(FROM, Stage.INBOX, "discarded", about, "discarded by Ann"),
                        new TrailEntry(TO, Stage.INBOX, "replayed", about, "replayed by Ann"))));
    reading(ports -> assertThat(ports.tallies().replayed(FROM, TO)).isEqualTo(1));
  }

  @Test
  void alarms_count_while_they_were_open() {
    writing(
        ports ->
            ports
                .alarms()
                .keep(
                    List.of(
                        AlarmsContract.alarm(1, "a/open", Alarm.Stage.OPEN),
                        AlarmsContract.alarm(2, "a/over", Alarm.Stage.ENDED),
                        AlarmsContract.alarm(3, "a/not-yet", Alarm.Stage.PENDING))));
    reading(
        ports -> {
          assertThat(alarms(ports, NOW.minusSeconds(100), NOW)).containsExactly(1L, 2L);
          assertThat(alarms(ports, NOW.minusSeconds(30), NOW)).containsExactly(1L, 2L);
          assertThat(alarms(ports, NOW.minusSeconds(29), NOW)).containsExactly(1L);
          assertThat(alarms(ports, NOW.minusSeconds(100), NOW.minusSeconds(70))).isEmpty();
          Raised over = ports.tallies().alarms(NOW.minusSeconds(100), NOW, 10).getLast();
          assertThat(over.raisedAt()).isEqualTo(NOW.minusSeconds(70));
          assertThat(over.isOpen(NOW.minusSeconds(30))).isTrue();
          assertThat(over.isOpen(NOW)).isFalse();
        });
  }

  private static List<Long> alarms(Store.Ports ports, Instant from, Instant to) {
    return ports.tallies().alarms(from, to, 10).stream().map(Raised::number).toList();
  }
}
