package dev.selvedge.watch.alarm;

import static dev.selvedge.watch.alarm.Diary.finding;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AlarmBookTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Finding SHOP = finding(AlarmKind.UNREADABLE, "shop", Severity.WARNING);
  private static final Finding WORSE = finding(AlarmKind.UNREADABLE, "shop", Severity.CRITICAL);
  private static final Finding LATE = finding(AlarmKind.LATE, "erp/order", Severity.WARNING);

  private static AlarmPolicy policy(QuietHours quiet) {
    return new AlarmPolicy(
        Set.of("mail", "pager"),
        List.of(
            new AlarmPolicy.Route(Set.of("mail"), Severity.INFO, Set.of(), Set.of(), Set.of()),
            new AlarmPolicy.Route(
                Set.of("pager"), Severity.CRITICAL, Set.of(), Set.of(), Set.of())),
        Map.of("shop", "shop team", "late", "operations", "*", "somebody"),
        quiet,
        new AlarmPolicy.Escalation(Duration.ofMinutes(30), Severity.WARNING, Set.of("pager")),
        Duration.ofDays(1),
        Duration.ofSeconds(30));
  }

  private static Diary diary() {
    return new Diary(policy(QuietHours.none()));
  }

  private static List<Change> changes(List<News> news) {
    return news.stream().map(News::change).toList();
  }

  @Test
  void what_lasts_is_raised_once_and_is_over_once() {
    Diary diary = diary();

    assertThat(diary.find(SHOP)).isEmpty();
    assertThat(diary.after(MINUTE.multipliedBy(3)).find(SHOP))
        .singleElement()
        .satisfies(
            news -> {
              assertThat(news.change()).isEqualTo(Change.RAISED);
              assertThat(news.channels()).containsExactly("mail");
              assertThat(news.tellAt()).isEqualTo(diary.now().plusSeconds(30));
              assertThat(news.alarm().owner()).isEqualTo("shop team");
            });
    assertThat(diary.after(MINUTE).find(SHOP)).isEmpty();
    assertThat(diary.after(MINUTE).find()).isEmpty();
    assertThat(changes(diary.after(MINUTE.multipliedBy(2)).find()))
        .containsExactly(Change.RECOVERED);
    assertThat(diary.after(MINUTE).find()).isEmpty();
    assertThat(diary.alarms()).singleElement().matches(a -> a.stage() == Alarm.Stage.ENDED);
  }

  @Test
  void what_is_gone_at_once_is_nobodys_business() {
    Diary diary = diary();
    diary.find(SHOP);
    diary.after(MINUTE).find();
    assertThat(diary.after(MINUTE.multipliedBy(2)).find()).isEmpty();
    assertThat(diary.alarms()).isEmpty();
  }

  @Test
  void what_flaps_is_one_alarm() {
    Diary diary = diary();
    for (int minute = 0; minute < 120; minute++) {
      diary.after(MINUTE).find(minute % 2 == 0 ? new Finding[] {SHOP} : new Finding[0]);
    }
    assertThat(changes(diary.news())).containsExactly(Change.RAISED, Change.ESCALATED);
    assertThat(diary.open()).hasSize(1);
  }

  @Test
  void what_comes_back_again_and_again_has_to_be_gone_for_longer_each_time() {
    Diary diary = diary();
    for (int round = 0; round < 12; round++) {
      for (int minute = 0; minute < 5; minute++) {
        diary.after(MINUTE).find(SHOP);
      }
      for (int minute = 0; minute < 10; minute++) {
        diary.after(MINUTE).find();
      }
    }
    // 12 times in 3 hours, and told of three: after that, ten minutes are not enough to be over.
    assertThat(changes(diary.news()).stream().filter(Change.RAISED::equals)).hasSize(4);
    assertThat(changes(diary.news()).stream().filter(Change.RECOVERED::equals)).hasSize(3);
  }

  @Test
  void what_gets_worse_for_a_while_is_told_once_to_those_who_want_to_know_of_that() {
    Diary diary = diary();
    diary.find(SHOP);
    diary.after(MINUTE.multipliedBy(3)).find(SHOP);

    assertThat(diary.after(MINUTE).find(WORSE)).isEmpty();
    assertThat(diary.after(MINUTE).find(SHOP)).isEmpty();
    assertThat(diary.after(MINUTE).find(WORSE)).isEmpty();
    assertThat(diary.after(MINUTE.multipliedBy(3)).find(WORSE))
        .singleElement()
        .satisfies(
            news -> {
              assertThat(news.change()).isEqualTo(Change.WORSENED);
              assertThat(news.channels()).containsExactlyInAnyOrder("mail", "pager");
            });
    // It stays as bad as it was once: what swings between the two is told once.
    assertThat(diary.after(MINUTE).find(SHOP)).isEmpty();
    assertThat(diary.open()).singleElement().matches(a -> a.severity() == Severity.CRITICAL);
    diary.after(MINUTE).find();
    assertThat(diary.after(MINUTE.multipliedBy(2)).find())
        .singleElement()
        .satisfies(news -> assertThat(news.channels()).containsExactlyInAnyOrder("mail", "pager"));
  }

  @Test
  void nobody_who_acknowledges_it_in_time_means_that_others_are_told() {
    Diary diary = diary();
    diary.find(LATE);
    assertThat(changes(diary.news())).containsExactly(Change.RAISED);
    assertThat(diary.after(MINUTE.multipliedBy(30)).find(LATE)).isEmpty();
    assertThat(diary.after(MINUTE).find(LATE))
        .singleElement()
        .satisfies(
            news -> {
              assertThat(news.change()).isEqualTo(Change.ESCALATED);
              assertThat(news.channels()).containsExactly("pager");
            });
    assertThat(diary.after(MINUTE).find(LATE)).isEmpty();
    diary.after(MINUTE).find();
    assertThat(diary.after(MINUTE).find())
        .singleElement()
        .satisfies(news -> assertThat(news.channels()).containsExactlyInAnyOrder("mail", "pager"));
  }

  @Test
  void who_acknowledged_it_is_not_reminded_until_it_gets_worse() {
    Diary diary = diary();
    diary.find(SHOP);
    diary.after(MINUTE.multipliedBy(3)).find(SHOP);
    diary.change(1, alarm -> alarm.acknowledged("otto", diary.now()));

    assertThat(diary.after(Duration.ofDays(3)).find(SHOP)).isEmpty();
    diary.find(WORSE);
    assertThat(changes(diary.after(MINUTE.multipliedBy(3)).find(WORSE)))
        .containsExactly(Change.WORSENED);
    assertThat(diary.open()).singleElement().matches(a -> !a.care().isAcknowledged());
    assertThat(changes(diary.after(Duration.ofHours(1)).find(WORSE)))
        .containsExactly(Change.ESCALATED);
  }

  @Test
  void what_nobody_acknowledges_is_told_again_each_day() {
    Diary diary = diary();
    diary.find(LATE);
    for (int hour = 0; hour < 50; hour++) {
      diary.after(Duration.ofHours(1)).find(LATE);
    }
    assertThat(changes(diary.news()))
        .containsExactly(Change.RAISED, Change.ESCALATED, Change.REMINDED, Change.REMINDED);
  }

  @Test
  void in_quiet_hours_what_is_not_critical_waits_for_their_end() {
    ZoneId london = ZoneId.of("Europe/London");
    Diary diary =
        new Diary(
            policy(new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), Set.of(), london)));
    Instant night = Instant.parse("2026-07-01T22:30:00Z");
    Instant morning = Instant.parse("2026-07-02T06:00:00Z");
    diary.at(night);

    assertThat(diary.find(LATE)).singleElement().matches(news -> news.tellAt().equals(morning));
    // Nobody is called before those who are to know of it were told.
    assertThat(diary.after(Duration.ofHours(2)).find(LATE)).isEmpty();
    Finding[] both = {LATE, finding(AlarmKind.DISK, "store", Severity.CRITICAL)};
    diary.find(both);
    assertThat(diary.after(MINUTE).find(both))
        .singleElement()
        .matches(news -> news.tellAt().equals(diary.now().plusSeconds(30)));
    diary.after(MINUTE).find(both[1]);
    assertThat(diary.after(MINUTE).find(both[1]))
        .singleElement()
        .matches(news -> news.change() == Change.RECOVERED && news.tellAt().equals(morning));
  }

  @Test
  void what_gets_critical_in_quiet_hours_is_told_then() {
    ZoneId zone = ZoneId.of("Europe/London");
    Diary diary =
        new Diary(policy(new QuietHours(LocalTime.of(22, 0), LocalTime.of(7, 0), Set.of(), zone)));
    diary.at(Instant.parse("2026-07-01T22:30:00Z")).find(SHOP);
    diary.after(MINUTE.multipliedBy(3)).find(SHOP);
    diary.find(WORSE);
    assertThat(diary.after(MINUTE.multipliedBy(3)).find(WORSE))
        .singleElement()
        .matches(news -> news.change() == Change.WORSENED)
        .matches(news -> news.tellAt().equals(diary.now().plusSeconds(30)));
    assertThat(changes(diary.after(MINUTE.multipliedBy(31)).find(WORSE)))
        .containsExactly(Change.ESCALATED);
  }

  @Test
  void what_is_silenced_is_told_when_that_is_over() {
    Diary diary = diary();
    diary.find(LATE);
    Instant until = diary.now().plus(Duration.ofHours(4));
    diary.change(1, alarm -> alarm.silenced(until, "otto", "the ERP is being moved"));

    assertThat(diary.after(Duration.ofHours(3)).find(LATE)).isEmpty();
    assertThat(changes(diary.after(Duration.ofHours(1)).find(LATE)))
        .containsExactly(Change.REMINDED);
  }

  @Test
  void what_comes_back_while_it_is_silenced_is_silenced_and_told_only_after() {
    Diary diary = diary();
    diary.find(LATE);
    Instant until = diary.now().plus(Duration.ofHours(20));
    diary.change(1, alarm -> alarm.silenced(until, "otto", "moving"));
    diary.after(MINUTE).find();
    assertThat(changes(diary.after(MINUTE).find())).containsExactly(Change.RECOVERED);

    assertThat(diary.after(Duration.ofHours(10)).find(LATE)).isEmpty();
    assertThat(diary.open()).hasSize(1);
    assertThat(diary.after(MINUTE).find()).isEmpty();
    assertThat(diary.after(Duration.ofMinutes(5)).find()).isEmpty();
    assertThat(diary.open()).isEmpty();

    diary.find(LATE);
    assertThat(changes(diary.at(until.plusSeconds(1)).find(LATE))).containsExactly(Change.RAISED);
  }

  @Test
  void what_could_not_be_looked_for_neither_begins_nor_ends() {
    Diary diary = diary();
    diary.find(LATE, SHOP);
    Check late =
        new Check() {
          @Override
          public Set<AlarmKind> kinds() {
            return Set.of(AlarmKind.LATE);
          }

          @Override
          public Sight look(Instant now) {
            throw new IllegalStateException("blind");
          }
        };
    Looked.Round blind = new Looked.Round();
    blind.failed(late);
    diary.after(Duration.ofHours(1)).turn(blind.over());
    assertThat(diary.open()).extracting(Alarm::key).containsExactly("late erp/order");

    Looked.Round unsure = new Looked.Round();
    unsure.saw(late, new Check.Sight(List.of(), Set.of("erp")));
    diary.after(Duration.ofHours(1)).turn(unsure.over());
    assertThat(diary.open()).hasSize(1);

    Looked.Round sure = new Looked.Round();
    sure.saw(late, new Check.Sight(List.of(), Set.of("other")));
    diary.turn(sure.over());
    diary.after(MINUTE).turn(sure.over());
    assertThat(diary.open()).isEmpty();
  }
}
