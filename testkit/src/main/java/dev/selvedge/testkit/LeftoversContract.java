package dev.selvedge.testkit;

import static dev.selvedge.testkit.ContributionBuilder.aContribution;
import static dev.selvedge.testkit.DeliveryBuilder.aDelivery;
import static dev.selvedge.testkit.SourceRecordBuilder.aSourceRecord;
import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.PersonId;
import dev.selvedge.RecordRef;
import dev.selvedge.Stage;
import dev.selvedge.inbox.Inbox;
import dev.selvedge.person.FormerAddress;
import dev.selvedge.person.Person;
import dev.selvedge.plan.Delivery;
import dev.selvedge.privacy.Leftovers.Kind;
import dev.selvedge.privacy.Leftovers.Swept;
import dev.selvedge.trail.ParkedItem;
import dev.selvedge.trail.TrailEntry;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.News;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.work.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// What every store lets go in time, and what not.
public abstract class LeftoversContract extends PortContract {
  private static final Instant OLD = NOW.minus(Duration.ofDays(100));
  private static final Instant LIMIT = NOW.minus(Duration.ofDays(30));

  /// Sweeps to the end, in looks of so many.
  private int sweep(Kind kind, int atOnce) {
    int removed = 0;
    String after = "";
    for (int look = 0; look < 1000; look++) {
      String from = after;
      Swept swept = write(ports -> ports.leftovers().sweep(kind, LIMIT, from, atOnce));
      removed += swept.removed();
      after = swept.last();
      if (swept.end()) {
        return removed;
      }
    }
    throw new AssertionError("a sweep without an end");
  }

  private static TrailEntry entry(Instant at) {
    return new TrailEntry(
        at, Stage.PERSON, "updated", new TrailEntry.About(1, "", "", "shop", 0), "updated");
  }

  @Test
  void the_trail_is_let_go_by_age_a_few_at_a_time() {
    writing(
        ports -> ports.trail().append(IntStream.range(0, 10).mapToObj(n -> entry(OLD)).toList()));
    writing(ports -> ports.trail().append(List.of(entry(NOW), entry(OLD))));
    Swept first = write(ports -> ports.leftovers().sweep(Kind.TRAIL, LIMIT, "", 4));
    assertThat(first.removed()).isEqualTo(4);
    assertThat(first.end()).isFalse();
    assertThat(sweep(Kind.TRAIL, 4)).isEqualTo(7);
    reading(ports -> assertThat(ports.trail().latest(100)).hasSize(1));
  }

  @Test
  void of_each_record_the_newest_item_stays_so_that_repeats_are_still_known() {
    var older = aSourceRecord().changedAt(OLD).saying("{\"a\":1}").build();
    var newer = aSourceRecord().changedAt(OLD.plusSeconds(60)).saying("{\"a\":2}").build();
    var other = aSourceRecord().of("shop/customer/2").changedAt(OLD).saying("{\"a\":1}").build();
    writing(ports -> ports.inbox().accept(List.of(older, newer, other), OLD));
    assertThat(sweep(Kind.INBOX, 2)).as("what waits").isZero();
    writing(
        ports ->
            ports.inbox().settle(ports.inbox().waiting(10).stream().map(Inbox.Item::id).toList()));
    assertThat(sweep(Kind.INBOX, 2)).as("what has its body").isZero();
    writing(ports -> ports.inbox().forgetBodies(LIMIT, 100));
    assertThat(sweep(Kind.INBOX, 2)).as("what is overtaken").isEqualTo(1);
    List<Inbox.Acceptance> again = write(ports -> ports.inbox().accept(List.of(newer, other), NOW));
    assertThat(again).containsOnly(Inbox.Acceptance.REPEAT);
  }

  @Test
  void parked_items_are_let_go_by_when_they_were_last_seen() {
    writing(ports -> ports.parked().park(List.of(parked("inbox/1", OLD), parked("inbox/2", NOW))));
    assertThat(sweep(Kind.PARKED, 10)).isEqualTo(1);
    reading(
        ports ->
            assertThat(ports.parked().newest(10))
                .extracting(ParkedItem::subject)
                .containsExactly("inbox/2"));
  }

  private static ParkedItem parked(String subject, Instant seen) {
    return new ParkedItem(
        subject, Stage.MAPPING, "shop/customer/1", "cause", "Sentence.", "", "", 0, seen, seen, 1);
  }

  @Test
  void a_person_goes_when_no_system_speaks_of_them_and_nothing_is_to_be_sent() {
    writing(
        ports -> {
          ports
              .people()
              .create(
                  IntStream.rangeClosed(1, 4)
                      .mapToObj(n -> new Person(new PersonId(n), "p" + n + "@example.com"))
                      .toList());
          ports.contributions().save(List.of(aContribution().heldBy(new PersonId(1))));
          ports
              .deliveries()
              .plan(
                  List.of(
                      settled(1, OLD),
                      settled(2, OLD),
                      settled(3, NOW),
                      aDelivery().contactOf(4).changedAt(OLD).build()));
        });
    assertThat(sweep(Kind.GONE, 2)).isEqualTo(1);
    List<Person> left = read(ports -> ports.people().startingWith("p", 10));
    assertThat(left)
        .extracting(person -> person.id().value())
        .as("one is spoken of, one is young, one is still to be sent")
        .containsExactly(1L, 3L, 4L);
  }

  @Test
  void who_was_never_told_to_anybody_goes_as_well() {
    long born = NOW.minus(Duration.ofDays(2)).toEpochMilli() << 20;
    writing(
        ports -> {
          ports
              .people()
              .create(
                  List.of(
                      new Person(new PersonId(1), "never.told@example.com"),
                      new Person(new PersonId(2), "spoken.of@example.com"),
                      new Person(new PersonId(3), "left.lately@example.com"),
                      new Person(new PersonId(4), "looked.at@example.com"),
                      new Person(new PersonId(5), "left.long.ago@example.com"),
                      new Person(new PersonId(born), "young@example.com")));
          ports.contributions().save(List.of(aContribution().heldBy(new PersonId(2))));
          ports
              .formerAddresses()
              .note(
                  List.of(
                      had("shop/customer/3", "left.lately@example.com", OLD),
                      had("shop/customer/3", "", NOW),
                      had("shop/customer/5", "left.long.ago@example.com", OLD),
                      had("shop/customer/5", "", OLD.plusSeconds(9))));
          ports
              .trail()
              .append(
                  List.of(
                      new TrailEntry(
                          NOW,
                          Stage.PERSON,
                          "updated",
                          new TrailEntry.About(4, "", "", "shop", 0),
                          "updated")));
        });
    assertThat(sweep(Kind.GONE, 2)).isEqualTo(2);
    List<Person> left = read(ports -> ports.people().following(new PersonId(0), 10));
    assertThat(left)
        .extracting(Person::email)
        .containsExactly(
            "spoken.of@example.com",
            "left.lately@example.com",
            "looked.at@example.com",
            "young@example.com");
  }

  private static FormerAddress had(String record, String address, Instant at) {
    return new FormerAddress(RecordRef.parse(record), address, at, at);
  }

  private static Delivery settled(long person, Instant at) {
    return aDelivery()
        .contactOf(person)
        .changedAt(at)
        .delivered("x", "7" + person, "p" + person + "@example.com", at)
        .state(Delivery.State.SETTLED)
        .build();
  }

  @Test
  void alarms_go_that_are_long_over_with_what_was_told_of_them() {
    Alarm open = AlarmsContract.alarm(1, "a/a", Alarm.Stage.OPEN);
    Alarm old = endedAt(2, OLD);
    Alarm young = endedAt(3, NOW);
    writing(
        ports -> {
          ports.alarms().keep(List.of(open, old, young));
          ports
              .notices()
              .add(
                  Stream.of(open, old, young)
                      .map(one -> new News(one, Change.RAISED, OLD, OLD, Set.of("mail")))
                      .toList(),
                  Duration.ZERO);
          ports
              .notices()
              .add(List.of(new News(old, Change.RAISED, OLD, OLD, Set.of("pager"))), Duration.ZERO);
        });
    assertThat(sweep(Kind.ALARMS, 2)).isEqualTo(1);
    reading(
        ports -> {
          assertThat(ports.alarms().find(1)).isPresent();
          assertThat(ports.alarms().find(2)).isEmpty();
          assertThat(ports.alarms().find(3)).isPresent();
          assertThat(ports.alarms().history(2)).isEmpty();
          assertThat(ports.notices().first("mail").orElseThrow().items()).hasSize(2);
          assertThat(ports.notices().first("pager")).isEmpty();
        });
  }

  @Test
  void reports_go_that_were_sent_or_wait_for_nobody_where_no_alarm_ever_was_too() {
    String gone = "report/gone/1";
    String away = "report/away/1";
    String slow = "report/slow/1";
    writing(
        ports -> {
          ports.notices().addReport(gone, "day/2025-01-01", OLD);
          ports.notices().giveUp(first(ports, gone).id(), "No such mailbox.", OLD);
          ports.notices().addReport(away, "day/2025-01-01", LIMIT.minus(Duration.ofDays(9)));
          ports.notices().addReport(slow, "day/2025-01-01", LIMIT.minus(Duration.ofDays(7)));
        });
    assertThat(sweep(Kind.ALARMS, 2)).isZero();
    reading(
        ports -> {
          assertThat(ports.notices().lost(Instant.EPOCH)).isEmpty();
          assertThat(ports.notices().first(away)).isEmpty();
          assertThat(ports.notices().first(slow)).isPresent();
        });
  }

  private static Notice first(Store.Ports ports, String channel) {
    return ports.notices().first(channel).orElseThrow();
  }

  private static Alarm endedAt(long number, Instant at) {
    Alarm alarm = AlarmsContract.alarm(number, "b/" + number, Alarm.Stage.ENDED);
    Alarm.Course course = alarm.course();
    return new Alarm(
        number,
        alarm.finding(),
        "",
        Alarm.Stage.ENDED,
        new Alarm.Course(
            course.foundAt(),
            course.raisedAt(),
            course.toldAt(),
            Alarm.NEVER,
            Alarm.NEVER,
            at,
            Alarm.NEVER,
            Alarm.NEVER,
            0),
        Alarm.Care.NONE,
        Set.of());
  }
}
