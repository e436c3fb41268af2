package dev.selvedge.app.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.selvedge.watch.freshness.Histogram;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ReadingsTest {
  private final Readings readings = new Readings("brand");

  private MetricSnapshot only() {
    return readings.snapshots().stream().findFirst().orElseThrow();
  }

  @Test
  void what_is_said_twice_of_the_same_is_added_up() {
    readings.add(Metric.PARKED, 2, "shop", "order");
    readings.add(Metric.PARKED, 3, "shop", "order");
    readings.add(Metric.PARKED, 1, "erp", "order");

    assertThat(((GaugeSnapshot) only()).getDataPoints())
        .extracting(point -> point.getLabels().get("system") + " " + point.getValue())
        .containsExactly("erp 1.0", "shop 5.0");
  }

  @Test
  void no_figure_has_more_series_than_a_bound() {
    for (int i = 0; i < Readings.MOST + 50; i++) {
      readings.add(Metric.PARKED, 1, "shop", "kind" + i);
    }
    assertThat(only().getDataPoints()).hasSize(Readings.MOST);
  }

  @Test
  void a_figure_has_its_own_labels_and_no_others() {
    assertThatThrownBy(() -> readings.add(Metric.PEOPLE, 1, "ada@example.com"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> readings.add(Metric.PARKED, 1, "shop"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void the_coarser_buckets_of_a_scrape_hold_all_that_the_finer_ones_do() {
    readings.add(
        Histogram.of(
            List.of(
                Duration.ofMillis(3),
                Duration.ofMillis(70),
                Duration.ofSeconds(45),
                Duration.ofSeconds(60),
                Duration.ofSeconds(61),
                Duration.ofDays(99))),
        "shop",
        "order",
        "dotdigital",
        "orders");

    ClassicHistogramBuckets buckets =
        ((HistogramSnapshot) only()).getDataPoints().getFirst().getClassicBuckets();
    long sum = 0;
    for (int i = 0; i < buckets.size(); i++) {
      sum += buckets.getCount(i);
      if (buckets.getUpperBound(i) == 0.1) {
        assertThat(sum).isEqualTo(2);
      }
      if (buckets.getUpperBound(i) == 60) {
        assertThat(sum).isEqualTo(4);
      }
    }
    assertThat(sum).isEqualTo(6);
    assertThat(buckets.size()).isLessThan(25);
    assertThat(buckets.getUpperBound(buckets.size() - 1)).isInfinite();
  }
}
