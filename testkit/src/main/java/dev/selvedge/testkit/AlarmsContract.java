package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.SelvedgeException;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Alarms;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.News;
import dev.selvedge.watch.alarm.Severity;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/// What every keeper of alarms does.
public abstract class AlarmsContract extends PortContract {
  private static final Instant NEVER = Alarm.NEVER;

  /// An alarm in every point unlike the standard.
  static Alarm alarm(long number, String about, Alarm.Stage stage) {
    return new Alarm(
        number,
        new Finding(
            AlarmKind.LATE,
            about,
            Severity.CRITICAL,
            NOW.minusSeconds(90),
            new Finding.Words("Wär' es so.", "Everybody's é.", "It tries.", "Mend it."),
            "/parked?cause=x"),
        "operations",
        stage,
        new Alarm.Course(
            NOW.minusSeconds(80),
            NOW.minusSeconds(70),
            NOW.minusSeconds(60),
            NOW.minusSeconds(50),
            NOW.minusSeconds(40),
            stage == Alarm.Stage.ENDED ? NOW.minusSeconds(30) : NEVER,
            NOW.minusSeconds(20),
            NOW.minusSeconds(10),
            3),
        new Alarm.Care(
            "otto", NOW.minusSeconds(5), NOW.plusSeconds(500), "ada", "the ERP is being moved"),
        Set.of("mail", "pager"));
  }

  private static Alarm worse(Alarm alarm, Severity severity, Instant raisedAt) {
    Finding finding = alarm.finding();
    Alarm.Course course = alarm.course();
    return new Alarm(
        alarm.number(),
        new Finding(
            finding.kind(),
            finding.about(),
            severity,
            finding.since(),
            finding.words(),
            finding.link()),
        "",
        alarm.stage(),
        new Alarm.Course(
            course.foundAt(), raisedAt, NEVER, NEVER, NEVER, course.endedAt(), NEVER, NEVER, 0),
        Alarm.Care.NONE,
        Set.of());
  }

  private Optional<Alarm> find(long number) {
    return read(ports -> ports.alarms().find(number));
  }

  private List<Alarm> look(Function<Alarms, List<Alarm>> query) {
    return read(ports -> query.apply(ports.alarms()));
  }

  private long next() {
    return write(ports -> ports.alarms().nextNumber());
  }

  @Test
  void an_alarm_comes_out_as_it_went_in() {
    long number = 7;
    for (Alarm.Stage stage : Alarm.Stage.values()) {
      Alarm alarm = alarm(number++, "erp/" + stage, stage);
      Alarm plain = worse(alarm, Severity.INFO, NOW);
      writing(ports -> ports.alarms().keep(List.of(alarm)));
      assertThat(find(alarm.number())).contains(alarm);
      Optional<Alarm> held = write(ports -> ports.alarms().find(alarm.number()));
      assertThat(held).contains(alarm);
      writing(ports -> ports.alarms().keep(List.of(plain)));
      assertThat(find(alarm.number())).contains(plain);
    }
    assertThat(find(99)).isEmpty();
  }

  @Test
  void numbers_are_never_given_twice_whatever_became_of_the_alarms() {
    long first = next();
    writing(ports -> ports.alarms().keep(List.of(alarm(first, "a/b", Alarm.Stage.PENDING))));
    writing(ports -> ports.alarms().drop(List.of(first)));
    assertThat(find(first)).isEmpty();
    assertThat(next()).isEqualTo(first + 1);
    List<Long> both =
        write(ports -> List.of(ports.alarms().nextNumber(), ports.alarms().nextNumber()));
    assertThat(both).containsExactly(first + 2, first + 3);
  }

  @Test
  void only_what_never_became_an_alarm_is_dropped() {
    writing(
        ports ->
            ports
                .alarms()
                .keep(
                    List.of(
                        alarm(1, "a/b", Alarm.Stage.OPEN), alarm(2, "a/c", Alarm.Stage.ENDED))));
    writing(ports -> ports.alarms().drop(List.of(1L, 2L)));
    assertThat(find(1)).isPresent();
    assertThat(find(2)).isPresent();
  }

  @Test
  void of_one_thing_no_two_alarms_are_open_but_any_number_has_ended() {
    writing(ports -> ports.alarms().keep(List.of(alarm(1, "a/b", Alarm.Stage.OPEN))));
    assertThatThrownBy(
            () ->
                writing(
                    ports -> ports.alarms().keep(List.of(alarm(2, "a/b", Alarm.Stage.PENDING)))))
        .isInstanceOf(SelvedgeException.class);
    writing(
        ports ->
            ports
                .alarms()
                .keep(
                    List.of(
                        alarm(1, "a/b", Alarm.Stage.ENDED),
                        alarm(3, "a/b", Alarm.Stage.ENDED),
                        alarm(4, "a/b", Alarm.Stage.OPEN))));
    assertThat(look(Alarms::open)).extracting(Alarm::number).containsExactly(4L);
  }

  @Test
  void the_book_gets_what_lives_what_ended_lately_and_what_is_silenced() {
    Alarm old = worse(alarm(5, "e/e", Alarm.Stage.ENDED), Severity.INFO, NOW);
    writing(
        ports ->
            ports
                .alarms()
                .keep(
                    List.of(
                        alarm(1, "a/a", Alarm.Stage.PENDING),
                        alarm(2, "b/b", Alarm.Stage.OPEN),
                        alarm(3, "c/c", Alarm.Stage.ENDED),
                        old)));
    // ended 30 s before; 3 is silenced for 500 s more
    assertThat(numbers(NOW.minusSeconds(30), NOW)).containsExactly(1L, 2L, 3L, 5L);
    assertThat(numbers(NOW.minusSeconds(29), NOW)).containsExactly(1L, 2L, 3L);
    assertThat(numbers(NOW.minusSeconds(29), NOW.plusSeconds(500))).containsExactly(1L, 2L);
  }

  private List<Long> numbers(Instant endedSince, Instant now) {
    return write(ports -> ports.alarms().known(endedSince, now)).stream()
        .map(Alarm::number)
        .toList();
  }

  @Test
  void the_worst_comes_first_then_the_oldest_and_of_the_past_the_last() {
    Alarm one = alarm(1, "a/a", Alarm.Stage.OPEN);
    writing(
        ports ->
            ports
                .alarms()
                .keep(
                    List.of(
                        worse(one, Severity.WARNING, NOW.minusSeconds(9)),
                        worse(alarm(2, "b/b", Alarm.Stage.OPEN), Severity.CRITICAL, NOW),
                        worse(
                            alarm(3, "c/c", Alarm.Stage.OPEN),
                            Severity.WARNING,
                            NOW.minusSeconds(10)),
                        alarm(4, "d/d", Alarm.Stage.PENDING),
                        alarm(5, "e/e", Alarm.Stage.ENDED),
                        alarm(6, "e/e", Alarm.Stage.ENDED))));
    assertThat(look(Alarms::open)).extracting(Alarm::number).containsExactly(2L, 3L, 1L);
    assertThat(look(alarms -> alarms.past(1, 0))).extracting(Alarm::number).containsExactly(6L);
    assertThat(look(alarms -> alarms.past(5, 1))).extracting(Alarm::number).containsExactly(5L);
  }

  @Test
  void what_people_were_to_be_told_is_remembered() {
    Alarm alarm = alarm(1, "a/a", Alarm.Stage.OPEN);
    writing(
        ports -> {
          ports.alarms().keep(List.of(alarm));
          ports
              .notices()
              .add(
                  List.of(
                      new News(alarm, Change.RAISED, NOW, NOW, Set.of()),
                      new News(alarm, Change.RECOVERED, NOW.plusSeconds(1), NOW, Set.of("mail"))),
                  Duration.ZERO);
        });
    List<Alarms.Said> told = read(ports -> ports.alarms().history(1));
    assertThat(told)
        .containsExactly(
            new Alarms.Said(Change.RAISED, Severity.CRITICAL, NOW),
            new Alarms.Said(Change.RECOVERED, Severity.CRITICAL, NOW.plusSeconds(1)));
  }
}
