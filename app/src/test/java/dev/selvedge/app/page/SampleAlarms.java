package dev.selvedge.app.page;

import dev.selvedge.trail.ByHand;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Alarms;
import dev.selvedge.watch.alarm.Change;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Notices;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.alarm.AlarmActs;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/// Two alarms of a brand and one that is over; remembers what was done about them. Thread-safe.
public final class SampleAlarms implements AlarmActs {
  private final Instant now;
  private final List<String> done = new CopyOnWriteArrayList<>();

  public SampleAlarms(Instant now) {
    this.now = now;
  }

  /// What was done, as `acknowledge 1 otto`.
  public List<String> done() {
    return List.copyOf(done);
  }

  private Alarm alarm(
      long number, AlarmKind kind, String about, Severity severity, Finding.Words words) {
    Instant since = now.minusSeconds(number * 840);
    return new Alarm(
        number,
        new Finding(kind, about, severity, since, words, "/"),
        number == 1 ? "shop team" : "",
        Alarm.Stage.OPEN,
        new Alarm.Course(
            since,
            since,
            since,
            Alarm.NEVER,
            Alarm.NEVER,
            Alarm.NEVER,
            Alarm.NEVER,
            Alarm.NEVER,
            0),
        number == 2
            ? new Alarm.Care("ada", now.minusSeconds(60), Alarm.NEVER, "", "")
            : Alarm.Care.NONE,
        Set.of("mail"));
  }

  List<Alarm> open() {
    return List.of(
        alarm(
            1,
            AlarmKind.REFUSED,
            "shop",
            Severity.CRITICAL,
            new Finding.Words(
                "'shop' does not let the hub in: it does not accept our API key (HTTP 401) "
                    + SampleViews.HOSTILE,
                "Changes in shop/customer, shop/order do not reach the hub, and so not Dotdigital.",
                "It asks again by itself, and goes on where it stopped: nothing is lost as long as"
                    + " the system keeps its records.",
                "Check the credentials of 'shop', and whether somebody took permissions away; then"
                    + " run `selvedge check --online`.")),
        alarm(
            2,
            AlarmKind.SILENT,
            "warehouse/fulfilment",
            Severity.WARNING,
            new Finding.Words(
                "Nothing has come of 'warehouse/fulfilment' for 5 h, unlike usual at these hours.",
                "If there were changes, nobody in Dotdigital knows of them.",
                "It goes on asking and listening.",
                "See in 'warehouse' whether there were changes.")));
  }

  AlarmsPage page(int page) {
    return new AlarmsPage(
        open(),
        List.of(over()),
        page,
        false,
        List.of(
            new Notices.Post(
                "chat", 2, now.minusSeconds(900), "hooks.example.com answered 503.", now, 0)));
  }

  private Alarm over() {
    Alarm open =
        alarm(
            3,
            AlarmKind.TARGET,
            "dotdigital",
            Severity.CRITICAL,
            new Finding.Words("Nothing can be written.", "All.", "It asks.", "Wait."));
    Alarm.Course course = open.course();
    return new Alarm(
        3,
        open.finding(),
        "",
        Alarm.Stage.ENDED,
        new Alarm.Course(
            course.foundAt(),
            course.raisedAt(),
            course.toldAt(),
            Alarm.NEVER,
            now.minusSeconds(400),
            now.minusSeconds(300),
            Alarm.NEVER,
            Alarm.NEVER,
            0),
        open.care(),
        open.told());
  }

  Optional<AlarmsPage.One> one(long number) {
    return Stream.concat(open().stream(), Stream.of(over()))
        .filter(alarm -> alarm.number() == number)
        .findFirst()
        .map(
            alarm ->
                new AlarmsPage.One(
                    alarm,
                    List.of(
                        new Alarms.Said(
                            Change.RAISED, alarm.severity(), alarm.course().raisedAt()))));
  }

  @Override
  public Acted acknowledge(long number, ByHand hand) {
    return acted("acknowledge " + number + " " + hand.words(), number);
  }

  @Override
  public Acted silence(long number, Duration length, ByHand hand) {
    return acted("silence " + number + " " + length + " " + hand.words(), number);
  }

  private Acted acted(String what, long number) {
    if (number > 3) {
      return new Acted.NotThere();
    }
    if (number == 3) {
      return new Acted.Over();
    }
    done.add(what);
    return new Acted.Done(open().getFirst());
  }
}
