package dev.selvedge.audit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SamplePlanTest {
  /// Counted in samples: with the size given a wrong statement is made at most as often as stated,
  /// with one fewer more often.
  @Test
  void the_size_is_the_smallest_that_keeps_the_risk() {
    for (String under : List.of("0.1", "0.25", "0.5")) {
      for (String confidence : List.of("0.5", "0.83", "0.95")) {
        Claim claim = new Claim(new BigDecimal(confidence), new BigDecimal(under));
        for (int population = 1; population <= 11; population++) {
          for (int allowed = 0; allowed <= 2; allowed++) {
            int size = (int) SamplePlan.simple(claim, population, allowed);
            assertThat(wrong(claim, population, size, allowed)).isLessThanOrEqualTo(claim.risk());
            assertThat(
                    size == 0 || wrong(claim, population, size - 1, allowed) > claim.risk() - TIE)
                .isTrue();
          }
        }
      }
    }
  }

  private static final double TIE = 1e-9;

  /// How often at most so many are found although the statement is wrong, where it is so most
  /// often.
  private static double wrong(Claim claim, int population, int drawn, int allowed) {
    double worst = 0;
    for (int marked = (int) claim.breaking(population); marked <= population; marked++) {
      long[] counts = Enumerated.counts(population, marked, drawn);
      double few = 0;
      double all = 0;
      for (int count = 0; count < counts.length; count++) {
        few += count <= allowed && drawn < population ? counts[count] : 0;
        all += counts[count];
      }
      worst = Math.max(worst, few / all);
    }
    return worst;
  }

  /// From the formula for none found: the product of (N−n−i)/(N−i) over the breaking ones.
  @Test
  void the_usual_statement_needs_about_six_hundred() {
    assertThat(SamplePlan.simple(Claim.USUAL, 48_210, 0)).isEqualTo(byProduct(48_210, 242));
    assertThat(SamplePlan.simple(Claim.USUAL, 1_000_000, 0)).isEqualTo(byProduct(1_000_000, 5_000));
    assertThat(SamplePlan.simple(Claim.USUAL, 1_000_000, 0)).isBetween(590L, 598L);
    assertThat(SamplePlan.simple(Claim.USUAL, 1_000_000, 2))
        .isGreaterThan(SamplePlan.simple(Claim.USUAL, 1_000_000, 0) * 2);
    assertThat(SamplePlan.simple(Claim.USUAL, 100, 0)).isEqualTo(96);
    assertThat(SamplePlan.simple(Claim.USUAL, 0, 0)).isZero();
  }

  private static long byProduct(long population, long breaking) {
    for (long size = 1; size < population; size++) {
      double missed = 1;
      for (long i = 0; i < breaking; i++) {
        missed *= (double) (population - size - i) / (population - i);
      }
      if (missed <= 0.05) {
        return size;
      }
    }
    return population;
  }

  /// All spreads of the breaking number over three strata, each counted sample by sample.
  @Test
  void a_stratified_sample_keeps_the_risk_however_they_are_spread() {
    for (String under : List.of("0.2", "0.4")) {
      Claim claim = new Claim(new BigDecimal("0.9"), new BigDecimal(under));
      for (int[] sizes : new int[][] {{5, 4, 3}, {9, 1, 2}, {2, 2, 8}, {6, 0, 6}}) {
        SamplePlan plan = SamplePlan.stratified(claim, strata(sizes));
        assertThat(plan.shows()).isTrue();
        assertThat(missedAll(claim, plan)).isLessThanOrEqualTo(claim.risk());
        assertThat(plan.draw()).isLessThan(12);
      }
    }
  }

  private static double missedAll(Claim claim, SamplePlan plan) {
    List<Quota> quotas = plan.quotas();
    long breaking = claim.breaking(plan.population());
    double worst = 0;
    for (int a = 0; a <= quotas.get(0).stratum().size(); a++) {
      for (int b = 0; b <= quotas.get(1).stratum().size(); b++) {
        long c = breaking - a - b;
        if (c >= 0 && c <= quotas.get(2).stratum().size()) {
          double missed =
              none(quotas.get(0), a) * none(quotas.get(1), b) * none(quotas.get(2), (int) c);
          worst = Math.max(worst, missed);
        }
      }
    }
    return worst;
  }

  private static double none(Quota quota, int marked) {
    long[] counts = Enumerated.counts((int) quota.stratum().size(), marked, (int) quota.draw());
    return (double) counts[0] / LongStream.of(counts).sum();
  }

  @Test
  void strata_cost_few_more_than_none() {
    SamplePlan plan = SamplePlan.stratified(Claim.USUAL, strata(20_000, 15_210, 9_000, 3_990, 10));
    long simple = SamplePlan.simple(Claim.USUAL, 48_210, 0);
    assertThat(plan.draw()).isBetween(simple, simple + 5);
    assertThat(plan.quotas().getLast().draw()).isEqualTo(1);
  }

  @Test
  void what_a_budget_leaves_is_said_beforehand() {
    SamplePlan plan = SamplePlan.within(Claim.USUAL, strata(40_000, 8_210), 200);
    assertThat(plan.draw()).isEqualTo(200);
    assertThat(plan.shows()).isFalse();
    assertThat(plan.text("contacts"))
        .isEqualTo(
            "200 of 48,210 contacts are looked at, too few for the statement asked for (fewer than"
                + " 0.5 %). If none differs, that shows with 95 % confidence that at most 1.5 % ("
                + String.format(Locale.ROOT, "%,d", plan.reach())
                + ") differ.");
    assertThat(SamplePlan.within(Claim.USUAL, strata(40_000, 8_210), 900).text("contacts"))
        .isEqualTo(
            SamplePlan.stratified(Claim.USUAL, strata(40_000, 8_210)).draw()
                + " of 48,210 contacts are looked at. If none differs, that shows: With 95 %"
                + " confidence fewer than 0.5 % of all differ.");
    assertThat(SamplePlan.within(Claim.USUAL, strata(2, 3), 900).text("contacts"))
        .isEqualTo("All 5 contacts are looked at.");
  }

  private static List<Stratum> strata(long... sizes) {
    List<Stratum> strata = new ArrayList<>();
    for (long size : sizes) {
      strata.add(new Stratum("s" + strata.size(), size));
    }
    return strata;
  }

  private static List<Stratum> strata(int[] sizes) {
    return strata(IntStream.of(sizes).asLongStream().toArray());
  }
}
