package dev.selvedge.audit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class IntervalTest {
  private static final double ROUNDING = 1e-12;

  /// Every population of up to ten, every true count, every size of the sample, every sample.
  @Test
  void of_every_sample_that_can_be_drawn_no_more_than_stated_lead_astray() {
    for (String confidence : List.of("0.5", "0.8", "0.95", "0.99")) {
      Claim claim = claim(confidence);
      for (int population = 1; population <= 10; population++) {
        for (int drawn = 0; drawn <= population; drawn++) {
          for (int marked = 0; marked <= population; marked++) {
            covered(claim, new int[] {population}, new int[] {drawn}, new int[] {marked});
          }
        }
      }
    }
  }

  /// Three strata drawn from in all ways, in and out of proportion; every spread of the differing.
  @Test
  void nor_of_every_stratified_one_however_the_differing_are_spread() {
    for (int[] sizes : new int[][] {{4, 5, 3}, {1, 6, 4}, {7, 2, 2}}) {
      for (int[] drawn : new int[][] {{2, 2, 1}, {1, 2, 2}, {1, 0, 2}, {1, 1, 1}, {0, 2, 1}}) {
        for (String confidence : List.of("0.5", "0.8", "0.95")) {
          everySpread(claim(confidence), sizes, drawn);
        }
      }
    }
  }

  private static void everySpread(Claim claim, int[] sizes, int[] drawn) {
    for (int first = 0; first <= sizes[0]; first++) {
      for (int second = 0; second <= sizes[1]; second++) {
        for (int third = 0; third <= sizes[2]; third++) {
          covered(claim, sizes, drawn, new int[] {first, second, third});
        }
      }
    }
  }

  private static void covered(Claim claim, int[] sizes, int[] drawn, int[] marked) {
    long truth = IntStream.of(marked).sum();
    double above = 0;
    double outside = 0;
    for (Found one : found(sizes, drawn, marked)) {
      Interval upTo = Interval.upTo(claim, one.looked());
      Interval both = Interval.both(claim, one.looked());
      above += truth > upTo.most() ? one.chance() : 0;
      outside += truth > both.most() || truth < both.least() ? one.chance() : 0;
      assertThat(upTo.least()).isLessThanOrEqualTo(truth);
    }
    assertThat(above).as("above %s", (Object) marked).isLessThanOrEqualTo(claim.risk() + ROUNDING);
    assertThat(outside).isLessThanOrEqualTo(claim.risk() + ROUNDING);
  }

  /// One thing that can be found, and how often it is.
  private record Found(List<Looked> looked, double chance) {}

  private static List<Found> found(int[] sizes, int[] drawn, int[] marked) {
    List<Found> found = List.of(new Found(List.of(), 1));
    for (int i = 0; i < sizes.length; i++) {
      long[] counts = Enumerated.counts(sizes[i], marked[i], drawn[i]);
      double all = LongStream.of(counts).sum();
      List<Found> longer = new ArrayList<>();
      for (Found one : found) {
        for (int count = 0; count < counts.length; count++) {
          if (counts[count] > 0) {
            List<Looked> looked = new ArrayList<>(one.looked());
            looked.add(new Looked("s" + i, sizes[i], drawn[i], count));
            longer.add(new Found(looked, one.chance() * counts[count] / all));
          }
        }
      }
      found = longer;
    }
    return found;
  }

  /// Strata of hundreds: the chance of each thing that can be found is counted in whole numbers.
  @Test
  void nor_where_the_strata_are_larger() {
    Random random = new Random(7);
    Claim claim = claim("0.95");
    for (int round = 0; round < 12; round++) {
      long[] sizes = {50 + random.nextInt(400), 20 + random.nextInt(90), 1 + random.nextInt(9)};
      List<Stratum> strata = new ArrayList<>();
      for (long size : sizes) {
        strata.add(new Stratum("s" + strata.size(), size));
      }
      List<Quota> quotas = Quota.proportional(strata, 10 + random.nextInt(40));
      for (long share : new long[] {1, 4, 15, 60}) {
        List<Long> marked = new ArrayList<>();
        for (long size : sizes) {
          marked.add(Math.min(size, Math.round(size * share * random.nextDouble() / 50)));
        }
        assertThat(missed(claim, quotas, marked)).isLessThanOrEqualTo(claim.risk() + ROUNDING);
      }
    }
  }

  private static double missed(Claim claim, List<Quota> quotas, List<Long> marked) {
    long truth = marked.stream().mapToLong(Long::longValue).sum();
    Map<List<Long>, Double> chances = new HashMap<>(Map.of(List.of(), 1.0));
    for (int i = 0; i < quotas.size(); i++) {
      Quota quota = quotas.get(i);
      Map<List<Long>, Double> longer = new HashMap<>();
      for (Map.Entry<List<Long>, Double> one : chances.entrySet()) {
        for (long count = 0; count <= quota.draw(); count++) {
          double chance =
              one.getValue()
                  * Enumerated.exactly(quota.stratum().size(), marked.get(i), quota.draw(), count);
          if (chance > 1e-9) {
            List<Long> counts = new ArrayList<>(one.getKey());
            counts.add(count);
            longer.put(counts, chance);
          }
        }
      }
      chances = longer;
    }
    double missed = 0;
    for (Map.Entry<List<Long>, Double> one : chances.entrySet()) {
      List<Looked> looked = new ArrayList<>();
      for (int i = 0; i < quotas.size(); i++) {
        looked.add(
            new Looked(
                "s" + i,
                quotas.get(i).stratum().size(),
                quotas.get(i).draw(),
                one.getKey().get(i)));
      }
      if (truth > Interval.upTo(claim, looked).most()) {
        missed += one.getValue();
      }
    }
    return missed;
  }

  @Test
  void one_stratum_has_the_narrowest_limits_that_keep_the_risk() {
    Claim claim = claim("0.95");
    Interval both = Interval.both(claim, List.of(new Looked("all", 1_000, 100, 4)));
    assertThat(tail(1_000, both.most() + 1, 100, 4)).isLessThanOrEqualTo(0.025);
    assertThat(tail(1_000, both.most(), 100, 4)).isGreaterThan(0.025);
    assertThat(1 - tail(1_000, both.least() - 1, 100, 3)).isLessThanOrEqualTo(0.025);
    assertThat(1 - tail(1_000, both.least(), 100, 3)).isGreaterThan(0.025);
  }

  private static double tail(long population, long marked, long drawn, long atMost) {
    double sum = 0;
    for (long count = 0; count <= atMost; count++) {
      sum += Enumerated.exactly(population, marked, drawn, count);
    }
    return sum;
  }

  @Test
  void strata_in_proportion_cost_next_to_nothing() {
    Claim claim = claim("0.95");
    List<Looked> apart =
        List.of(
            new Looked("uk", 20_000, 300, 2),
            new Looked("de", 20_000, 300, 1),
            new Looked("fr", 8_000, 120, 0));
    Interval together = Interval.both(claim, List.of(new Looked("all", 48_000, 720, 3)));
    Interval both = Interval.both(claim, apart);
    assertThat((double) both.most()).isBetween(together.most() * 1.0, together.most() * 1.02);
    assertThat((double) both.least()).isBetween(together.least() * 0.97, together.least() * 1.0);
  }

  @Test
  void strata_that_were_looked_at_as_a_whole_are_counted() {
    Claim claim = claim("0.95");
    List<Looked> some = List.of(new Looked("a", 500, 100, 1), new Looked("b", 700, 140, 2));
    List<Looked> more = new ArrayList<>(some);
    more.add(new Looked("vip", 9, 9, 5));
    Interval without = Interval.both(claim, some);
    assertThat(Interval.both(claim, more))
        .isEqualTo(new Interval(without.least() + 5, without.most() + 5));
    assertThat(Interval.both(claim, List.of(new Looked("vip", 9, 9, 5))))
        .isEqualTo(new Interval(5, 5));
  }

  @Test
  void a_stratum_nobody_looked_at_may_differ_as_a_whole() {
    assertThat(
            Interval.upTo(
                    claim("0.95"), List.of(new Looked("a", 900, 900, 0), new Looked("b", 70, 0, 0)))
                .most())
        .isEqualTo(70);
    assertThat(
            Interval.upTo(
                    claim("0.95"), List.of(new Looked("a", 900, 300, 0), new Looked("b", 70, 0, 0)))
                .most())
        .isGreaterThan(70);
  }

  /// The limits that tables print for 10 of 100 and for 0 of 20.
  @Test
  void of_an_endless_population_they_are_those_of_clopper_and_pearson() {
    Shares ten = Shares.both(claim("0.95"), 100, 10);
    assertThat(ten.least()).isCloseTo(0.0490, within(0.00005));
    assertThat(ten.most()).isCloseTo(0.1762, within(0.00005));
    Shares none = Shares.both(claim("0.95"), 20, 0);
    assertThat(none.least()).isZero();
    assertThat(none.most()).isCloseTo(0.1684, within(0.00005));
    assertThat(Shares.upTo(claim("0.95"), 598, 0).most())
        .isCloseTo(1 - Math.pow(0.05, 1.0 / 598), within(1e-9));
    assertThat(Shares.both(claim("0.95"), 20, 20))
        .satisfies(
            all -> {
              assertThat(all.most()).isEqualTo(1);
              assertThat(all.least()).isCloseTo(1 - 0.1684, within(0.00005));
            });
  }

  private static Claim claim(String confidence) {
    return new Claim(new BigDecimal(confidence), new BigDecimal("0.005"));
  }
}
