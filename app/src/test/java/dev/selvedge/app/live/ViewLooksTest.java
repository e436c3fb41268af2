package dev.selvedge.app.live;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.app.graph.FlowGraph;
import dev.selvedge.app.page.Overview;
import dev.selvedge.app.page.SampleViews;
import dev.selvedge.app.page.Views;
import dev.selvedge.watch.alarm.Alarm;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Severity;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/// Which changes are changes of which page.
class ViewLooksTest {
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");
  private static final Watched ORDERS = Watched.of("flow", "shop/order");
  private static final Watched CUSTOMERS = Watched.of("flow", "erp/customer");

  private final SampleViews sample = new SampleViews(NOW);
  private final AtomicReference<Overview> overview =
      new AtomicReference<>(with(List.of(), sample.overview().graph()));

  private final ViewLooks looks =
      new ViewLooks(
          (Views)
              Proxy.newProxyInstance(
                  Views.class.getClassLoader(),
                  new Class<?>[] {Views.class},
                  (proxy, method, arguments) ->
                      method.getName().equals("overview")
                          ? overview.get()
                          : method.invoke(sample, arguments)),
          Optional::empty,
          () -> NOW);

  /// The sample with other alarms, or another picture; its figures stand still.
  private Overview with(List<Alarm> alarms, FlowGraph graph) {
    Overview was = sample.overview();
    return new Overview(
        was.at(),
        was.standing(),
        was.people(),
        was.inboxWaiting(),
        was.due(),
        was.parked(),
        was.flows(),
        was.targets(),
        was.concerns(),
        was.orphans(),
        alarms,
        graph);
  }

  private static Alarm alarm(String about) {
    return new Alarm(
        1,
        new Finding(
            AlarmKind.SILENT,
            about,
            Severity.WARNING,
            NOW,
            new Finding.Words("Nothing comes.", "All.", "It asks.", "Look."),
            "/"),
        "",
        Alarm.Stage.OPEN,
        new Alarm.Course(
            NOW, NOW, NOW, Alarm.NEVER, Alarm.NEVER, Alarm.NEVER, Alarm.NEVER, Alarm.NEVER, 0),
        Alarm.Care.NONE,
        Set.of());
  }

  private Object content(Watched watched) {
    return looks.at(watched).content();
  }

  @Test
  void an_alarm_about_a_flow_or_its_system_changes_its_page_though_its_figures_stand_still() {
    Object orders = content(ORDERS);
    Object customers = content(CUSTOMERS);

    overview.set(with(List.of(alarm("shop/order")), sample.overview().graph()));
    assertThat(content(ORDERS)).isNotEqualTo(orders);
    assertThat(content(CUSTOMERS)).isEqualTo(customers);
    overview.set(with(List.of(alarm("erp")), sample.overview().graph()));
    assertThat(content(ORDERS)).isEqualTo(orders);
    assertThat(content(CUSTOMERS)).isNotEqualTo(customers);
  }

  @Test
  void what_its_arrow_says_changes_the_page_of_a_flow() {
    Object orders = content(ORDERS);

    overview.set(with(List.of(), FlowGraph.NONE));
    assertThat(content(ORDERS)).isNotEqualTo(orders);
  }
}
