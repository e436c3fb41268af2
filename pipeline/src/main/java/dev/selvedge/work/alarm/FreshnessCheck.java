package dev.selvedge.work.alarm;

import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.watch.freshness.Burn;
import dev.selvedge.watch.freshness.Freshness;
import dev.selvedge.watch.freshness.Matter;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Stream;

/// Whether flows are as fresh as was promised: looked at by how fast what may be late is used up.
public final class FreshnessCheck implements Check {
  private final Store store;
  private final Promises promises;

  public FreshnessCheck(Store store, Promises promises) {
    this.store = store;
    this.promises = promises;
  }

  @Override
  public Set<AlarmKind> kinds() {
    return Set.of(AlarmKind.FRESHNESS);
  }

  @Override
  public Sight look(Instant now) {
    return store.read(
        ports ->
            Sight.of(
                promises.read(ports, now).stream().flatMap(one -> finding(one, now)).toList()));
  }

  private static Stream<Finding> finding(Freshness fresh, Instant now) {
    String flow = fresh.strand().flow();
    // What is not worked through yet is on its way to nobody.
    String what =
        fresh.strand().matter() == Matter.UNREAD
            ? flow + ", from coming in to being worked through"
            : flow + ", " + fresh.strand().matter().word() + " to " + fresh.strand().target();
    return fresh.burn().alarm(what).stream()
        .map(
            alarm ->
                new Finding(
                    AlarmKind.FRESHNESS,
                    flow + "/" + fresh.strand().target() + "/" + fresh.strand().matter().word(),
                    alarm.severity() == Burn.Severity.URGENT ? Severity.CRITICAL : Severity.WARNING,
                    now.minus(alarm.pair().longer()),
                    new Finding.Words(
                        alarm.sentence(),
                        "Segments and automations see these changes later than was promised.",
                        "It sends what is urgent first, and loses nothing.",
                        "Look at the flow: whether it is read late, waits for calls, or for a"
                            + " person."),
                    "/flows/" + flow));
  }
}
