package dev.selvedge.watch.alarm;

import static dev.selvedge.watch.alarm.Diary.finding;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/// Whatever is found, in whatever order, at whatever time.
class AlarmBookPropertiesTest {
  private static final QuietHours QUIET =
      new QuietHours(
          LocalTime.of(22, 0),
          LocalTime.of(7, 0),
          Set.of(DayOfWeek.SUNDAY),
          ZoneId.of("Europe/London"));
  private static final List<AlarmKind> KINDS =
      List.of(AlarmKind.UNREADABLE, AlarmKind.LATE, AlarmKind.SILENT, AlarmKind.DISK);

  private static final AlarmPolicy POLICY =
      new AlarmPolicy(
          Set.of("mail"),
          List.of(
              new AlarmPolicy.Route(Set.of("mail"), Severity.INFO, Set.of(), Set.of(), Set.of())),
          Map.of(),
          QUIET,
          new AlarmPolicy.Escalation(Duration.ofMinutes(30), Severity.WARNING, Set.of("pager")),
          Duration.ofHours(6),
          Duration.ofSeconds(30));

  /// One look, and what people do before it.
  ///
  /// @param seen a bit a thing
  /// @param blind whether nothing can be told this time
  record Turn(int minutes, int seen, Severity severity, boolean blind, Act act) {}

  enum Act {
    NOTHING,
    ACKNOWLEDGE,
    SILENCE
  }

  @Provide
  Arbitrary<List<Turn>> lives() {
    Arbitrary<Turn> turn =
        Combinators.combine(
                Arbitraries.integers().between(0, 400),
                Arbitraries.integers().between(0, (1 << KINDS.size()) - 1),
                Arbitraries.of(Severity.class),
                Arbitraries.integers().between(0, 9).map(number -> number == 0),
                Arbitraries.frequency(
                    net.jqwik.api.Tuple.of(8, Act.NOTHING),
                    net.jqwik.api.Tuple.of(1, Act.ACKNOWLEDGE),
                    net.jqwik.api.Tuple.of(1, Act.SILENCE)))
            .as(Turn::new);
    return turn.list().ofMinSize(1).ofMaxSize(80);
  }

  private static Diary lived(List<Turn> turns) {
    Diary diary = new Diary(POLICY);
    for (Turn turn : turns) {
      act(diary, turn.act());
      diary.after(Duration.ofMinutes(turn.minutes()));
      if (turn.blind()) {
        diary.turn(new Looked(Set.copyOf(KINDS), Map.of(), Map.of()));
      } else {
        diary.find(found(turn).toArray(Finding[]::new));
      }
    }
    return diary;
  }

  private static List<Finding> found(Turn turn) {
    List<Finding> found = new ArrayList<>();
    for (int kind = 0; kind < KINDS.size(); kind++) {
      if ((turn.seen() & (1 << kind)) != 0) {
        found.add(finding(KINDS.get(kind), "shop/order", turn.severity()));
      }
    }
    return found;
  }

  private static void act(Diary diary, Act act) {
    List<Long> open = diary.open().map(Alarm::number).toList();
    Instant now = diary.now();
    switch (act) {
      case NOTHING -> {}
      case ACKNOWLEDGE ->
          open.forEach(number -> diary.change(number, one -> one.acknowledged("otto", now)));
      case SILENCE ->
          open.forEach(
              number ->
                  diary.change(
                      number, one -> one.silenced(now.plus(Duration.ofHours(9)), "otto", "so")));
    }
  }

  private static Map<Long, List<News>> byAlarm(Diary diary) {
    return diary.news().stream().collect(Collectors.groupingBy(news -> news.alarm().number()));
  }

  @Property(tries = 400)
  void each_alarm_is_raised_once_and_is_over_once_at_most(@ForAll("lives") List<Turn> turns) {
    Diary diary = lived(turns);
    byAlarm(diary)
        .values()
        .forEach(
            news -> {
              assertThat(news.getFirst().change()).isEqualTo(Change.RAISED);
              assertThat(news.stream().filter(one -> one.change() == Change.RAISED)).hasSize(1);
              List<News> over =
                  news.stream().filter(one -> one.change() == Change.RECOVERED).toList();
              assertThat(over).hasSizeLessThan(2);
              over.forEach(one -> assertThat(news.getLast()).isEqualTo(one));
            });
    diary
        .alarms()
        .filter(alarm -> alarm.stage() == Alarm.Stage.ENDED && alarm.isTold())
        .forEach(
            alarm -> assertThat(lastChange(diary, alarm.number())).isEqualTo(Change.RECOVERED));
  }

  private static Change lastChange(Diary diary, long number) {
    return byAlarm(diary).getOrDefault(number, List.of()).getLast().change();
  }

  @Property(tries = 400)
  void of_one_thing_there_is_one_alarm_at_a_time(@ForAll("lives") List<Turn> turns) {
    assertThat(
            lived(turns)
                .alarms()
                .filter(alarm -> alarm.stage() != Alarm.Stage.ENDED)
                .map(Alarm::key))
        .doesNotHaveDuplicates();
  }

  @Property(tries = 400)
  void who_was_told_of_an_alarm_is_told_that_it_is_over_and_not_before(
      @ForAll("lives") List<Turn> turns) {
    byAlarm(lived(turns))
        .values()
        .forEach(
            news ->
                news.stream()
                    .filter(one -> one.change() == Change.RECOVERED)
                    .forEach(
                        over -> {
                          assertThat(over.channels())
                              .containsAll(
                                  news.stream().flatMap(n -> n.channels().stream()).toList());
                          assertThat(over.tellAt()).isAfterOrEqualTo(raiseTold(news));
                        }));
  }

  /// What was held back is told with what made it worse.
  private static Instant raiseTold(List<News> news) {
    return news.stream()
        .filter(one -> one.change() == Change.RAISED || one.change() == Change.WORSENED)
        .map(News::tellAt)
        .min(Comparator.naturalOrder())
        .orElseThrow();
  }

  @Property(tries = 400)
  void only_what_is_critical_is_told_in_quiet_hours(@ForAll("lives") List<Turn> turns) {
    lived(turns).news().stream()
        .filter(news -> news.alarm().severity() != Severity.CRITICAL)
        .forEach(news -> assertThat(QUIET.over(news.tellAt())).isEqualTo(news.tellAt()));
  }

  @Property(tries = 400)
  void what_is_silenced_is_told_of_only_when_it_is_over(@ForAll("lives") List<Turn> turns) {
    lived(turns).news().stream()
        .filter(news -> news.alarm().care().isSilent(news.at()))
        .forEach(news -> assertThat(news.change()).isEqualTo(Change.RECOVERED));
  }

  @Property(tries = 400)
  void severity_never_falls_while_an_alarm_is_open_and_each_rise_is_told_once(
      @ForAll("lives") List<Turn> turns) {
    byAlarm(lived(turns))
        .values()
        .forEach(
            news -> {
              assertThat(news.stream().map(one -> one.alarm().severity()).toList()).isSorted();
              assertThat(
                      news.stream()
                          .filter(one -> one.change() == Change.WORSENED)
                          .map(one -> one.alarm().severity()))
                  .doesNotHaveDuplicates();
            });
  }
}
