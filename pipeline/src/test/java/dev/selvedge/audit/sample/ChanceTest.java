package dev.selvedge.audit.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.stream.LongStream;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

class ChanceTest {
  private static final double EXACT = 1e-13;
  private static final Percentage NEARLY = Percentage.withPercentage(1e-8);

  @Test
  void drawing_without_putting_back_is_what_counting_every_sample_gives() {
    for (int population = 1; population <= 9; population++) {
      for (int marked = 0; marked <= population; marked++) {
        for (int drawn = 0; drawn <= population; drawn++) {
          compare(population, marked, drawn);
        }
      }
    }
  }

  private static void compare(int population, int marked, int drawn) {
    long[] counts = Enumerated.counts(population, marked, drawn);
    Chance chance = Chance.hypergeometric(population, marked, drawn);
    double all = LongStream.of(counts).sum();
    long below = 0;
    for (int count = -1; count <= drawn; count++) {
      assertThat(chance.atLeast(count)).isCloseTo(1 - below / all, within(EXACT));
      below += count < 0 ? 0 : counts[count];
      assertThat(chance.atMost(count)).isCloseTo(below / all, within(EXACT));
    }
  }

  @Test
  void of_a_million_it_is_what_whole_numbers_give() {
    for (long marked : new long[] {1, 37, 5_000, 400_000}) {
      BigInteger ways = BigInteger.ZERO;
      BigInteger all = Enumerated.choose(1_000_000, 598);
      Chance chance = Chance.hypergeometric(1_000_000, marked, 598);
      for (long count = 0; count <= 260; count++) {
        ways =
            ways.add(
                Enumerated.choose(marked, count)
                    .multiply(Enumerated.choose(1_000_000 - marked, 598 - count)));
        if (count < 8 || count % 20 == 0) {
          double expected = Enumerated.ratio(ways, all);
          if (expected > 1e-200) {
            assertThat(chance.atMost(count)).isCloseTo(expected, NEARLY);
          }
          double rest = Enumerated.ratio(all.subtract(ways), all);
          if (rest > 1e-200) {
            assertThat(chance.atLeast(count + 1)).isCloseTo(rest, NEARLY);
          }
        }
      }
    }
  }

  @Test
  void independent_trials_are_what_multiplying_out_gives() {
    for (int trials : new int[] {1, 2, 7, 40}) {
      for (double chance : new double[] {0, 0.003, 0.25, 0.5, 0.97, 1}) {
        double below = 0;
        for (int count = 0; count <= trials; count++) {
          below +=
              Enumerated.choose(trials, count).doubleValue()
                  * Math.pow(chance, count)
                  * Math.pow(1 - chance, trials - count);
          assertThat(Chance.binomial(trials, chance).atMost(count)).isCloseTo(below, within(1e-12));
        }
      }
    }
  }

  @Test
  void what_is_equal_but_for_rounding_is_not_ruled_out() {
    assertThat(Chance.ruledOut(0.05, 0.05)).isFalse();
    assertThat(Chance.ruledOut(0.05 - 1e-15, 0.05)).isFalse();
    assertThat(Chance.ruledOut(0.049999, 0.05)).isTrue();
  }
}
