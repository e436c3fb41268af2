package dev.selvedge.watch.alarm;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Keeps what a book comes to, as the store does.
final class Diary {
  static final Instant START = Instant.parse("2026-03-02T12:00:00Z");

  private final AlarmPolicy policy;
  private final Map<Long, Alarm> alarms = new TreeMap<>();
  private final List<News> news = new ArrayList<>();
  private long last;
  private Instant now = START;

  Diary(AlarmPolicy policy) {
    this.policy = policy;
  }

  static Finding finding(AlarmKind kind, String about, Severity severity) {
    return new Finding(
        kind,
        about,
        severity,
        START,
        new Finding.Words("It is so.", "Everybody.", "It tries again.", "Mend it."),
        "/");
  }

  Instant now() {
    return now;
  }

  Diary after(Duration time) {
    now = now.plus(time);
    return this;
  }

  Diary at(Instant time) {
    now = time;
    return this;
  }

  /// Looks, and gives what people are told by that.
  List<News> find(Finding... found) {
    return turn(Looked.all(List.of(found)));
  }

  List<News> turn(Looked looked) {
    List<Alarm> known =
        alarms.values().stream()
            .filter(
                alarm ->
                    alarm.stage() != Alarm.Stage.ENDED
                        || !alarm.course().endedAt().isBefore(now.minus(AlarmBook.MEMORY))
                        || alarm.care().isSilent(now))
            .toList();
    AlarmBook.Turned turned = AlarmBook.turn(known, looked, policy, () -> ++last, now);
    turned.dropped().forEach(alarms::remove);
    turned.changed().forEach(alarm -> alarms.put(alarm.number(), alarm));
    news.addAll(turned.news());
    return turned.news();
  }

  void change(long number, UnaryOperator<Alarm> with) {
    alarms.computeIfPresent(number, (n, alarm) -> with.apply(alarm));
  }

  Stream<Alarm> alarms() {
    return alarms.values().stream();
  }

  Stream<Alarm> open() {
    return alarms().filter(alarm -> alarm.stage() == Alarm.Stage.OPEN);
  }

  List<News> news() {
    return List.copyOf(news);
  }
}
