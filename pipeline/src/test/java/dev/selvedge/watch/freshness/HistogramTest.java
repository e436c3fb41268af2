package dev.selvedge.watch.freshness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class HistogramTest {
  private static final long LONGEST = Duration.ofDays(28).toMillis();

  @Provide
  Arbitrary<List<Long>> millis() {
    // Evenly by their size in digits: most of what is measured is short.
    return Arbitraries.integers()
        .between(0, 1_000_000)
        .map(part -> Math.round(Math.pow((double) LONGEST, part / 1e6)) - 1)
        .list()
        .ofMinSize(1)
        .ofMaxSize(300);
  }

  private static Histogram of(List<Long> millis) {
    return Histogram.of(millis.stream().map(Duration::ofMillis).toList());
  }

  @Property
  void merging_is_counting_together_in_any_order(
      @ForAll("millis") List<Long> one, @ForAll("millis") List<Long> other, @ForAll Random dice) {
    List<Long> both = new ArrayList<>(one);
    both.addAll(other);
    Collections.shuffle(both, dice);

    assertThat(of(one).plus(of(other))).isEqualTo(of(both)).isEqualTo(of(other).plus(of(one)));
    assertThat(of(one).plus(Histogram.NONE)).isEqualTo(of(one));
    assertThat(of(both).total()).isEqualTo(both.size());
  }

  @Property
  void a_quantile_is_no_further_from_the_truth_than_one_bucket_is_wide(
      @ForAll("millis") List<Long> millis, @ForAll("shares") double share) {
    List<Long> sorted = millis.stream().sorted().toList();
    int rank = Math.max(1, (int) Math.ceil(share * sorted.size()));
    double truth = Math.max(10, sorted.get(rank - 1));

    double said = Math.max(10, of(millis).quantile(share).toMillis());

    assertThat(said / truth).isBetween(1 / Bounds.FACTOR, Bounds.FACTOR);
  }

  @Provide
  Arbitrary<Double> shares() {
    return Arbitraries.of(0.01, 0.5, 0.9, 0.95, 0.99, 1.0);
  }

  @Property
  void the_share_within_a_time_that_can_be_promised_is_exact(
      @ForAll("millis") List<Long> millis, @ForAll("bounds") Duration bound) {
    long brute = millis.stream().filter(one -> one <= bound.toMillis()).count();

    assertThat(of(millis).within(bound)).isEqualTo(brute);
    assertThat(of(millis).over(bound)).isEqualTo(millis.size() - brute);
  }

  @Provide
  Arbitrary<Duration> bounds() {
    return Arbitraries.of(Bounds.all());
  }

  @Property
  void quantiles_grow(@ForAll("millis") List<Long> millis) {
    Histogram times = of(millis);
    assertThat(times.quantile(0.5)).isLessThanOrEqualTo(times.quantile(0.95));
    assertThat(times.quantile(0.95)).isLessThanOrEqualTo(times.quantile(0.99));
  }

  @Example
  void every_bound_is_at_most_one_and_a_half_times_the_one_before() {
    List<Duration> bounds = Bounds.all();
    assertThat(IntStream.range(1, bounds.size()).boxed())
        .allSatisfy(
            at ->
                assertThat((double) bounds.get(at).toMillis() / bounds.get(at - 1).toMillis())
                    .isGreaterThan(1)
                    .isLessThanOrEqualTo(Bounds.FACTOR));
  }

  @Example
  void what_never_came_is_in_no_time() {
    Histogram times = of(List.of(LONGEST, LONGEST + 1));
    assertThat(times.over(Duration.ofDays(28))).isEqualTo(1);
    assertThat(times.in(Bounds.beyond())).isEqualTo(1);
    assertThat(times.quantile(1)).isEqualTo(Duration.ofDays(28));
  }

  @Example
  void what_seems_to_come_before_it_left_came_at_once() {
    assertThat(Bounds.bucket(Duration.ofMinutes(-5))).isZero();
  }

  @Example
  void a_share_within_any_other_time_is_not_known() {
    assertThatThrownBy(() -> Histogram.NONE.within(Duration.ofSeconds(61)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Histogram.NONE.quantile(0.5))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Histogram.of(new long[3]))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
