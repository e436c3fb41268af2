package dev.selvedge.audit.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class QuotaTest {
  @Test
  void the_largest_remainders_get_what_is_left() {
    assertThat(draws(Quota.proportional(strata(53, 24, 23), 10))).containsExactly(5L, 3L, 2L);
    assertThat(draws(Quota.proportional(strata(1_000, 1, 0, 1), 10)))
        .containsExactly(8L, 1L, 0L, 1L);
    assertThat(draws(Quota.proportional(strata(5, 5, 5), 1))).containsExactly(1L, 1L, 1L);
    assertThat(draws(Quota.proportional(strata(5, 2), 99))).containsExactly(5L, 2L);
    assertThat(draws(Quota.proportional(List.of(), 9))).isEmpty();
  }

  @Property
  void each_gets_its_share_and_at_least_one(
      @ForAll @Size(min = 1, max = 30) List<@IntRange(max = 5_000) Integer> sizes,
      @ForAll @IntRange(max = 100_000) int total) {
    List<Stratum> strata = strata(sizes.stream().mapToLong(Integer::longValue).toArray());
    List<Quota> quotas = Quota.proportional(strata, total);
    long population = sizes.stream().mapToLong(Integer::longValue).sum();
    long filled = sizes.stream().filter(size -> size > 0).count();
    long sum = quotas.stream().mapToLong(Quota::draw).sum();
    assertThat(sum).isEqualTo(Math.clamp(total, filled, Math.max(filled, population)));
    boolean raised = sizes.stream().anyMatch(size -> size > 0 && (double) sum * size < population);
    for (int i = 0; i < sizes.size(); i++) {
      long draw = quotas.get(i).draw();
      assertThat(quotas.get(i).stratum()).isEqualTo(strata.get(i));
      assertThat(draw).isBetween(Math.min(1L, sizes.get(i)), (long) sizes.get(i));
      if (!raised && population > 0) {
        assertThat(Math.abs(draw - (double) sum * sizes.get(i) / population)).isLessThan(1);
      }
    }
  }

  private static List<Long> draws(List<Quota> quotas) {
    return quotas.stream().map(Quota::draw).toList();
  }

  private static List<Stratum> strata(long... sizes) {
    List<Stratum> strata = new ArrayList<>();
    for (long size : sizes) {
      strata.add(new Stratum("s" + strata.size(), size));
    }
    return strata;
  }
}
