package dev.selvedge.app.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.selvedge.SystemName;
import dev.selvedge.audit.Audit;
import dev.selvedge.audit.AuditOrder;
import dev.selvedge.audit.AuditResult;
import dev.selvedge.audit.Gap;
import dev.selvedge.audit.Hop;
import dev.selvedge.plan.Facet;
import dev.selvedge.store.StoreConfig;
import dev.selvedge.store.Stores;
import dev.selvedge.testkit.CountingIds;
import dev.selvedge.watch.alarm.AlarmKind;
import dev.selvedge.watch.alarm.AlarmPolicy;
import dev.selvedge.watch.alarm.Check;
import dev.selvedge.watch.alarm.Finding;
import dev.selvedge.watch.alarm.Severity;
import dev.selvedge.work.Promises;
import dev.selvedge.work.Store;
import dev.selvedge.work.alarm.AlarmStep;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HubMetricsTest {
  private static final SystemName TARGET = new SystemName("dotdigital");

  @TempDir private Path folder;
  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-07-01T12:00:00Z"));

  @Test
  void a_large_store_is_not_read_at_every_scrape() {
    try (Store store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new CountingIds())) {
      // each look at the clock is two seconds later: so long does the reading take
      HubMetrics metrics =
          new HubMetrics(
              new HubMetrics.Source("brand", store, Promises.STANDARD, List.of(), () -> true),
              () -> now.updateAndGet(time -> time.plusSeconds(2)));
      MetricSnapshots first = metrics.collect();
      passes(Duration.ofSeconds(10));
      assertThat((Object) metrics.collect()).isSameAs(first);
      passes(Duration.ofSeconds(10));
      assertThat((Object) metrics.collect()).isNotSameAs(first);
    }
  }

  private static Map<List<String>, Double> values(HubMetrics metrics, String name) {
    Map<List<String>, Double> values = new HashMap<>();
    for (MetricSnapshot snapshot : metrics.collect()) {
      if (snapshot instanceof GaugeSnapshot gauge
          && gauge.getMetadata().getPrometheusName().equals(name)) {
        gauge
            .getDataPoints()
            .forEach(
                point ->
                    values.put(
                        point.getLabels().stream()
                            .filter(label -> !label.getName().equals("project"))
                            .map(label -> label.getValue())
                            .toList(),
                        point.getValue()));
      }
    }
    return values;
  }

  private static Finding wrong(AlarmKind kind, String about, Severity severity) {
    return new Finding(
        kind,
        about,
        severity,
        Instant.EPOCH,
        new Finding.Words("It is wrong.", "Nobody.", "Nothing.", "Mend it."),
        "/");
  }

  private void look(Store store, List<Finding> found) {
    Check check =
        new Check() {
          @Override
          public Set<AlarmKind> kinds() {
            return Set.of(AlarmKind.CERTIFICATE, AlarmKind.LATE);
          }

          @Override
          public Sight look(Instant at) {
            return Sight.of(found);
          }
        };
    AlarmStep step =
        new AlarmStep(store, List.of(check), AlarmPolicy.standard(), now::get, () -> {});
    step.get();
    passes(Duration.ofMinutes(2));
    step.get();
    passes(Duration.ofMinutes(2));
    step.get();
  }

  @Test
  void alarms_that_are_open_are_counted_by_how_bad_they_are() {
    try (Store store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new CountingIds())) {
      HubMetrics metrics = metrics(store);
      assertThat(values(metrics, "selvedge_alarms_open"))
          .isEqualTo(
              Map.of(List.of("info"), 0.0, List.of("warning"), 0.0, List.of("critical"), 0.0));
      look(
          store,
          List.of(
              wrong(AlarmKind.CERTIFICATE, "a", Severity.WARNING),
              wrong(AlarmKind.CERTIFICATE, "b", Severity.WARNING),
              wrong(AlarmKind.LATE, "a", Severity.CRITICAL)));
      assertThat(values(metrics, "selvedge_alarms_open"))
          .isEqualTo(
              Map.of(List.of("info"), 0.0, List.of("warning"), 2.0, List.of("critical"), 1.0));
      look(store, List.of(wrong(AlarmKind.CERTIFICATE, "b", Severity.WARNING)));
      assertThat(values(metrics, "selvedge_alarms_open"))
          .isEqualTo(
              Map.of(List.of("info"), 0.0, List.of("warning"), 1.0, List.of("critical"), 0.0));
    }
  }

  private HubMetrics metrics(Store store) {
    return new HubMetrics(
        new HubMetrics.Source("brand", store, Promises.STANDARD, List.of(), () -> true), now::get);
  }

  private static Audit audit(long id, Instant started) {
    return new Audit(
        id,
        TARGET,
        AuditOrder.Basis.SWEEP,
        77,
        "ada",
        started,
        Instant.EPOCH,
        Audit.State.RUNNING,
        "",
        AuditResult.NOTHING);
  }

  private static AuditResult.Part part(Facet facet, String name, long differing) {
    return new AuditResult.Part(facet, name, 90, 90, 90, differing, 2, Map.of());
  }

  private static AuditResult.Group group(Gap.Kind kind, Hop hop, long count) {
    return new AuditResult.Group(Facet.CONTACT, kind, "", hop, count);
  }

  @Test
  void what_the_last_audit_found_is_told_and_nothing_before_the_first() {
    try (Store store = Stores.open(StoreConfig.file(folder.resolve("hub.db")), new CountingIds())) {
      HubMetrics metrics = metrics(store);
      Instant start = now.get();
      AuditResult result =
          new AuditResult(
              12,
              3,
              List.of(part(Facet.CONTACT, "contacts", 7), part(Facet.ORDER, "orders", 4)),
              List.of(
                  group(Gap.Kind.WRONGLY_MAILED, Hop.CHANGED_AFTERWARDS, 2),
                  group(Gap.Kind.WRONGLY_MAILED, Hop.DELIVERY_FAILED, 1),
                  group(Gap.Kind.WRONGLY_MAILED, Hop.ON_ITS_WAY, 5),
                  group(Gap.Kind.MISSING, Hop.CHANGED_AFTERWARDS, 9)),
              List.of(),
              List.of());
      store.change(ports -> ports.audits().keep(audit(1, start)));
      assertThat(values(metrics, "selvedge_audit_differing")).isEmpty();
      assertThat(values(metrics, "selvedge_audit_wrongly_mailed")).isEmpty();
      passes(Duration.ofMinutes(2));
      store.change(
          ports ->
              ports.audits().keep(audit(1, start).ended(Audit.State.DONE, "", result, now.get())));
      assertThat(values(metrics, "selvedge_audit_differing"))
          .isEqualTo(Map.of(List.of("dotdigital"), 11.0));
      assertThat(values(metrics, "selvedge_audit_wrongly_mailed"))
          .isEqualTo(Map.of(List.of("dotdigital"), 3.0));
      passes(Duration.ofMinutes(2));
      store.change(
          ports ->
              ports
                  .audits()
                  .keep(
                      audit(2, now.get())
                          .ended(Audit.State.DONE, "", AuditResult.NOTHING, now.get())));
      assertThat(values(metrics, "selvedge_audit_differing"))
          .isEqualTo(Map.of(List.of("dotdigital"), 0.0));
    }
  }

  private void passes(Duration time) {
    now.updateAndGet(at -> at.plus(time));
  }
}
