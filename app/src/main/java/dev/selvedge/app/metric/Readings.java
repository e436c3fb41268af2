package dev.selvedge.app.metric;

import dev.selvedge.watch.freshness.Bounds;
import dev.selvedge.watch.freshness.Histogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Figures of one project at one moment. Used by one thread.
final class Readings {
  /// So many of one metric at most: each is a series that somebody's Prometheus keeps. What is
  /// over it is left out, the last by name.
  static final int MOST = 1_000;

  /// Buckets that are told: finer ones say nothing to an alarm, and each is a series.
  private static final List<Duration> TOLD =
      Bounds.all().stream().filter(Readings::isTold).toList();

  private static final double MILLIS = 1000.0;

  private final String project;
  private final Map<Metric, Map<List<String>, Double>> numbers = new EnumMap<>(Metric.class);
  private final Map<List<String>, Histogram> times =
      new TreeMap<>((a, b) -> String.join("\n", a).compareTo(String.join("\n", b)));

  Readings(String project) {
    this.project = project;
  }

  private static boolean isTold(Duration bound) {
    long millis = bound.toMillis();
    return millis == 100
        || millis == 500
        || List.of(1L, 2L, 5L, 10L, 30L, 60L, 120L, 300L, 600L, 900L, 1800L, 3600L)
            .contains(millis % 1000 == 0 ? millis / 1000 : -1)
        || List.of(2L, 4L, 8L, 24L, 48L, 168L, 672L)
            .contains(bound.toMinutes() % 60 == 0 ? bound.toHours() : -1);
  }

  /// Adds to what was said of the same before.
  ///
  /// @param labels values of the metric's labels after the project, in their order
  void add(Metric metric, double value, String... labels) {
    numbers
        .computeIfAbsent(
            metric,
            of -> new TreeMap<>((a, b) -> String.join("\n", a).compareTo(String.join("\n", b))))
        .merge(labels(metric, labels), value, Double::sum);
  }

  /// The same of a count.
  void add(Metric metric, long count, String... labels) {
    add(metric, (double) count, labels);
  }

  /// Says how long something took.
  void add(Histogram took, String... labels) {
    times.put(labels(Metric.FRESHNESS, labels), took);
  }

  private List<String> labels(Metric metric, String... labels) {
    List<String> values = new ArrayList<>(List.of(project));
    values.addAll(List.of(labels));
    if (values.size() != metric.labels().size()) {
      throw new IllegalArgumentException(metric + " has other labels");
    }
    return values;
  }

  /// As a scrape takes them.
  MetricSnapshots snapshots() {
    List<MetricSnapshot> all = new ArrayList<>();
    numbers.forEach(
        (metric, values) ->
            all.add(
                switch (metric.type()) {
                  case COUNTER -> counter(metric, values);
                  case GAUGE, HISTOGRAM -> gauge(metric, values);
                }));
    if (!times.isEmpty()) {
      all.add(histogram());
    }
    return new MetricSnapshots(all);
  }

  private static MetricSnapshot counter(Metric metric, Map<List<String>, Double> values) {
    CounterSnapshot.Builder builder =
        CounterSnapshot.builder().name(metric.title()).help(metric.help());
    values.entrySet().stream()
        .limit(MOST)
        .forEach(
            one ->
                builder.dataPoint(
                    CounterSnapshot.CounterDataPointSnapshot.builder()
                        .labels(named(metric, one.getKey()))
                        .value(one.getValue())
                        .build()));
    return builder.build();
  }

  private static MetricSnapshot gauge(Metric metric, Map<List<String>, Double> values) {
    GaugeSnapshot.Builder builder =
        GaugeSnapshot.builder().name(metric.title()).help(metric.help());
    values.entrySet().stream()
        .limit(MOST)
        .forEach(
            one ->
                builder.dataPoint(
                    GaugeSnapshot.GaugeDataPointSnapshot.builder()
                        .labels(named(metric, one.getKey()))
                        .value(one.getValue())
                        .build()));
    return builder.build();
  }

  private MetricSnapshot histogram() {
    HistogramSnapshot.Builder builder =
        HistogramSnapshot.builder().name(Metric.FRESHNESS.title()).help(Metric.FRESHNESS.help());
    times.entrySet().stream()
        .limit(MOST)
        .forEach(
            one ->
                builder.dataPoint(
                    HistogramSnapshot.HistogramDataPointSnapshot.builder()
                        .labels(named(Metric.FRESHNESS, one.getKey()))
                        .classicHistogramBuckets(buckets(one.getValue()))
                        .build()));
    return builder.build();
  }

  private static ClassicHistogramBuckets buckets(Histogram took) {
    ClassicHistogramBuckets.Builder builder = ClassicHistogramBuckets.builder();
    long before = 0;
    for (Duration bound : TOLD) {
      long within = took.within(bound);
      builder.bucket(bound.toMillis() / MILLIS, within - before);
      before = within;
    }
    return builder.bucket(Double.POSITIVE_INFINITY, took.total() - before).build();
  }

  private static Labels named(Metric metric, List<String> values) {
    return Labels.of(metric.labels().stream().map(Metric.Label::word).toList(), values);
  }
}
