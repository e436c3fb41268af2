package dev.selvedge.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.News;
import dev.selvedge.watch.alarm.Notice;
import dev.selvedge.watch.alarm.Notices.Lost;
import dev.selvedge.watch.alarm.Notices.Planned;
import dev.selvedge.watch.alarm.Notices.Post;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What every outbox of alarms does.
public abstract class NoticesContract extends PortContract {
  private static final Duration GATHER = Duration.ofSeconds(30);
  private static final String MAIL = "mail";
  private static final String PAGER = "pager";

  private Alarm alarm(long number) {
    Alarm alarm = AlarmsContract.alarm(number, "erp/" + number, Alarm.Stage.OPEN);
    writing(ports -> ports.alarms().keep(List.of(alarm)));
    return alarm;
  }

  private static News news(Alarm alarm, Change change, Instant at, Instant tellAt, String... to) {
    return new News(alarm, change, at, tellAt, Set.of(to));
  }

  private void add(News... news) {
    writing(ports -> ports.notices().add(Arrays.asList(news), GATHER));
  }

  private Optional<Notice> first(String channel) {
    return read(ports -> ports.notices().first(channel));
  }

  private Notice begun(String channel) {
    Notice first = first(channel).orElseThrow();
    return begin(first).orElseThrow();
  }

  private Optional<Notice> begin(Notice notice) {
    return write(ports -> ports.notices().begin(notice, NOW.plusSeconds(120)));
  }

  private List<Post> posts() {
    return read(ports -> ports.notices().posts());
  }

  private static List<Change> changes(Notice notice) {
    return notice.items().stream().map(Notice.Item::change).toList();
  }

  @Test
  void each_channel_is_told_for_itself_in_the_words_of_then() {
    Alarm alarm = alarm(1);
    add(news(alarm, Change.RAISED, NOW, NOW.plusSeconds(30), MAIL, PAGER));

    Notice mail = first(MAIL).orElseThrow();
    assertThat(mail.dueAt()).isEqualTo(NOW.plusSeconds(30));
    assertThat(mail.madeAt()).isEqualTo(NOW);
    assertThat(mail.isDoubtful()).isFalse();
    assertThat(mail.items())
        .containsExactly(new Notice.Item(1, Change.RAISED, NOW, alarm.finding(), "operations"));
    assertThat(first(PAGER)).isPresent();
    assertThat(first("slack")).isEmpty();

    begun(MAIL);
    writing(ports -> ports.notices().told(mail.id(), NOW));
    assertThat(first(MAIL)).isEmpty();
    assertThat(first(PAGER)).isPresent();
  }

  @Test
  void what_happens_within_a_short_time_is_one_message_and_the_rest_another() {
    Alarm one = alarm(1);
    Alarm two = alarm(2);
    Alarm three = alarm(3);
    add(news(one, Change.RAISED, NOW, NOW.plusSeconds(30), MAIL));
    add(news(two, Change.RAISED, NOW.plusSeconds(30), NOW.plusSeconds(60), MAIL));
    add(news(three, Change.RAISED, NOW.plusSeconds(31), NOW.plusSeconds(61), MAIL));

    Notice first = begun(MAIL);
    assertThat(first.stories()).extracting(Notice.Story::number).containsExactly(1L, 2L);
    writing(ports -> ports.notices().told(first.id(), NOW));
    assertThat(begun(MAIL).stories()).extracting(Notice.Story::number).containsExactly(3L);
  }

  @Test
  void nothing_joins_what_is_being_told() {
    Alarm one = alarm(1);
    add(news(one, Change.RAISED, NOW, NOW.plusSeconds(30), MAIL));
    Notice begun = begun(MAIL);
    add(news(alarm(2), Change.RAISED, NOW, NOW.plusSeconds(30), MAIL));
    add(news(one, Change.RECOVERED, NOW, NOW.plusSeconds(30), MAIL));

    assertThat(first(MAIL).orElseThrow().id()).isEqualTo(begun.id());
    assertThat(first(MAIL).orElseThrow().items()).hasSize(1);
    writing(ports -> ports.notices().told(begun.id(), NOW));
    assertThat(changes(begun(MAIL))).containsExactly(Change.RAISED, Change.RECOVERED);
  }

  @Test
  void what_waits_for_the_morning_is_gathered_and_does_not_go_with_what_is_told_at_night() {
    Alarm one = alarm(1);
    Instant morning = NOW.plus(Duration.ofHours(9));
    add(news(one, Change.RAISED, NOW, morning, MAIL));
    add(news(alarm(2), Change.RAISED, NOW, NOW.plusSeconds(30), MAIL));
    add(news(alarm(3), Change.RAISED, NOW.plusSeconds(600), morning, MAIL));
    add(news(one, Change.RECOVERED, NOW.plusSeconds(700), morning, MAIL));

    Notice night = begun(MAIL);
    assertThat(night.stories()).extracting(Notice.Story::number).containsExactly(2L);
    writing(ports -> ports.notices().told(night.id(), NOW));
    Notice rest = begun(MAIL);
    assertThat(rest.dueAt()).isEqualTo(morning);
    assertThat(rest.stories()).extracting(Notice.Story::number).containsExactly(3L, 1L);
    assertThat(rest.stories().getLast().isWholeLife()).isTrue();
  }

  @Test
  void what_was_to_be_told_of_the_same_alarm_later_comes_along() {
    Alarm one = alarm(1);
    Instant morning = NOW.plus(Duration.ofHours(9));
    add(news(one, Change.RAISED, NOW, morning, MAIL, PAGER));
    add(news(alarm(2), Change.RAISED, NOW, morning, PAGER));
    add(news(one, Change.WORSENED, NOW.plusSeconds(60), NOW.plusSeconds(90), MAIL, PAGER));

    Notice mail = begun(MAIL);
    assertThat(changes(mail)).containsExactly(Change.RAISED, Change.WORSENED);
    writing(ports -> ports.notices().told(mail.id(), NOW));
    assertThat(first(MAIL)).isEmpty();
    Notice pager = begun(PAGER);
    assertThat(changes(pager)).containsExactly(Change.RAISED, Change.WORSENED);
    writing(ports -> ports.notices().told(pager.id(), NOW));
    assertThat(first(PAGER).orElseThrow().stories())
        .extracting(Notice.Story::number)
        .containsExactly(2L);
  }

  @Test
  void of_several_who_would_tell_it_one_does() {
    add(news(alarm(1), Change.RAISED, NOW, NOW, MAIL));
    Notice first = first(MAIL).orElseThrow();
    assertThat(begin(first)).isPresent();
    assertThat(begin(first)).isEmpty();
    Notice again = first(MAIL).orElseThrow();
    assertThat(again.id()).isEqualTo(first.id());
    assertThat(again.dueAt()).isEqualTo(NOW.plusSeconds(120));
    assertThat(again.isDoubtful()).isTrue();
  }

  @Test
  void what_could_not_be_told_keeps_its_place_before_what_came_later() {
    Alarm one = alarm(1);
    add(news(one, Change.RAISED, NOW, NOW, MAIL));
    Notice begun = begun(MAIL);
    writing(
        ports -> ports.notices().putOff(begun.id(), NOW.plusSeconds(600), "It does not answer."));
    add(news(one, Change.RECOVERED, NOW.plusSeconds(60), NOW.plusSeconds(60), MAIL));

    Notice first = first(MAIL).orElseThrow();
    assertThat(first.id()).isEqualTo(begun.id());
    assertThat(first.dueAt()).isEqualTo(NOW.plusSeconds(600));
    assertThat(first.attempts()).isEqualTo(1);
    assertThat(first.trouble()).isEqualTo("It does not answer.");
    assertThat(first.isDoubtful()).isFalse();
    writing(ports -> ports.notices().giveUp(begun.id(), "No.", NOW));
    assertThat(changes(first(MAIL).orElseThrow())).containsExactly(Change.RECOVERED);
  }

  @Test
  void how_channels_are_doing_is_known() {
    assertThat(posts()).isEmpty();
    add(news(alarm(1), Change.RAISED, NOW, NOW, MAIL, PAGER));
    Notice mail = begun(MAIL);
    writing(ports -> ports.notices().putOff(mail.id(), NOW.plusSeconds(9), "It is away."));
    add(news(alarm(2), Change.RAISED, NOW.plusSeconds(99), NOW.plusSeconds(99), MAIL));
    Notice pager = begun(PAGER);
    writing(ports -> ports.notices().told(pager.id(), NOW.plusSeconds(3)));
    assertThat(posts())
        .containsExactly(
            new Post(MAIL, 1, NOW, "It is away.", Alarm.NEVER, 0),
            new Post(PAGER, 0, Alarm.NEVER, "", NOW.plusSeconds(3), 0));
    writing(ports -> ports.notices().giveUp(mail.id(), "It is away.", NOW));
    assertThat(posts()).first().isEqualTo(new Post(MAIL, 0, Alarm.NEVER, "", Alarm.NEVER, 1));
  }

  @Test
  void a_report_takes_the_place_of_one_that_waits() {
    writing(ports -> ports.notices().addReport("report/a/1", "day/2026-03-01", NOW));
    writing(ports -> ports.notices().addReport("report/b/1", "day/2026-03-01", NOW));
    Notice first = begun("report/a/1");
    assertThat(first.report()).isEqualTo("day/2026-03-01");
    assertThat(first.items()).isEmpty();
    writing(ports -> ports.notices().putOff(first.id(), NOW.plusSeconds(9), "It is away."));
    Instant later = NOW.plus(Duration.ofDays(1));
    writing(ports -> ports.notices().addReport("report/a/1", "day/2026-03-02", later));

    Notice second = begun("report/a/1");
    assertThat(second.report()).isEqualTo("day/2026-03-02");
    assertThat(first("report/b/1").orElseThrow().report()).isEqualTo("day/2026-03-01");
    // the newer one is still to come
    assertThat(lost(NOW)).isEmpty();
    writing(ports -> ports.notices().giveUp(second.id(), "No such mailbox.", later));
    assertThat(lost(later))
        .containsExactly(new Lost("report/a/1", "day/2026-03-02", "No such mailbox.", later));
    assertThat(lost(later.plusMillis(1))).isEmpty();
    writing(ports -> ports.notices().addReport("report/a/1", "day/2026-03-03", later));
    assertThat(lost(NOW)).isEmpty();
  }

  private List<Lost> lost(Instant since) {
    return read(ports -> ports.notices().lost(since));
  }

  @Test
  void how_far_a_mailing_is_is_remembered() {
    assertThat(planned()).isEmpty();
    writing(ports -> ports.notices().keep(new Planned("monday", NOW, "")));
    Planned next = new Planned("monday", NOW.plusSeconds(5), "week/2026-03-02");
    writing(ports -> ports.notices().keep(next));
    assertThat(planned()).contains(next);
  }

  private Optional<Planned> planned() {
    return read(ports -> ports.notices().planned("monday"));
  }

  @Test
  void ids_go_on_after_those_of_notices() {
    add(news(alarm(1), Change.RAISED, NOW, NOW, MAIL));
    long last = read(ports -> ports.inbox().lastId());
    assertThat(last).isEqualTo(first(MAIL).orElseThrow().id());
  }
}
