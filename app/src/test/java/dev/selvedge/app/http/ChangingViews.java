package dev.selvedge.app.http;

import dev.selvedge.app.page.Counts;
import dev.selvedge.app.page.Overview;
import dev.selvedge.app.page.SampleViews;
import dev.selvedge.app.page.Views;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// The sample pages, of which the figures in the navigation and the number of people change when a
/// test says so. Thread-safe.
final class ChangingViews {
  final AtomicReference<Counts> counts = new AtomicReference<>(Counts.NONE);
  final AtomicInteger people = new AtomicInteger(1);
  private final Views sample;

  ChangingViews(Instant now) {
    this.sample = new SampleViews(now);
  }

  Views views() {
    return (Views)
        Proxy.newProxyInstance(
            Views.class.getClassLoader(),
            new Class<?>[] {Views.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "counts" -> counts.get();
                  case "overview" -> overview();
                  default -> method.invoke(sample, arguments);
                });
  }

  private Overview overview() {
    Overview was = sample.overview();
    return new Overview(
        was.at(),
        was.standing(),
        people.get(),
        was.inboxWaiting(),
        was.due(),
        was.parked(),
        was.flows(),
        was.targets(),
        was.concerns(),
        was.orphans(),
        was.alarms(),
        was.graph());
  }
}
